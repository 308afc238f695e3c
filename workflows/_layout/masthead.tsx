import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import type { ReactElement } from 'react';
import { brand } from '../brand.ts';
import { bodyText, light } from './theme.ts';

/** The logo, or the name set in the brand's colour. Left out of the plain text, where the sender's name says it. */
export function Masthead(): ReactElement {
  return (
    <Section data-skip-in-text="true" style={{ marginBottom: '28px' }}>
      {brand.logoUrl === undefined ? (
        <Name />
      ) : (
        <img src={brand.logoUrl} alt={brand.name} height="40" style={{ display: 'block' }} />
      )}
    </Section>
  );
}

function Name(): ReactElement {
  return (
    <Text className="link" style={{ ...bodyText, margin: 0, fontSize: '18px', fontWeight: 700, color: light.link }}>
      {brand.name}
    </Text>
  );
}
