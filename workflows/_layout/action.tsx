import { Button } from '@react-email/button';
import { Section } from '@react-email/section';
import { type ReactElement, useContext } from 'react';
import { BrandContext } from './brand-context.ts';
import { bodyText, readableOn } from './theme.ts';

const button = {
  ...bodyText,
  margin: 0,
  padding: '14px 24px',
  fontWeight: 600,
  lineHeight: '20px',
  borderRadius: '8px',
};

/** The one thing to do next, as a button. The label must make sense without the text around it. */
export function Action({ href, label }: { href: string; label: string }): ReactElement {
  const { colour } = useContext(BrandContext);
  return (
    <Section style={{ margin: '24px 0 0' }}>
      <Button href={href} style={{ ...button, color: readableOn(colour), backgroundColor: colour }}>
        {label}
      </Button>
    </Section>
  );
}
