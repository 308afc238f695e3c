import { Text } from '@react-email/text';
import type { ReactElement } from 'react';
import { brand } from '../brand.ts';
import { directionOf } from './direction.ts';
import { smallText } from './theme.ts';

/** Why somebody gets this, and from whom. In our own language, whatever the language above it. */
export function Footer(): ReactElement {
  const language = { lang: brand.language, dir: directionOf(brand.language) };

  return (
    <>
      <Text className="muted" {...language} style={{ ...smallText, margin: '0 0 4px' }}>
        {brand.footer}
      </Text>
      <Text className="muted" {...language} style={{ ...smallText, margin: 0 }}>
        {brand.address.join(', ')}
      </Text>
    </>
  );
}
