import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import type { CSSProperties, ReactElement } from 'react';
import type { Brand } from '../brand.ts';
import { bodyText } from './theme.ts';

const nameStyle: CSSProperties = { ...bodyText, margin: 0, fontSize: '18px', fontWeight: 700 };

/**
 * The logo, or the name set in the brand's colour; where pictures are blocked, the logo's words look like that name.
 * Left out of the plain text, where the sender's name says it.
 */
export function Masthead({ name, logoUrl, colour }: Pick<Brand, 'name' | 'logoUrl' | 'colour'>): ReactElement {
  const style = { ...nameStyle, color: colour };
  return (
    <Section data-skip-in-text="true" style={{ marginBottom: '28px' }}>
      {logoUrl === undefined ? (
        <Text className="link" style={style}>
          {name}
        </Text>
      ) : (
        <img className="link" src={logoUrl} alt={name} height="40" style={{ ...style, display: 'block', border: 0 }} />
      )}
    </Section>
  );
}
