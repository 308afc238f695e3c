import { Text } from '@react-email/text';
import type { CSSProperties, ReactElement } from 'react';
import { brand } from '../brand.ts';
import { directionOf } from './direction.ts';
import { light, smallText } from './theme.ts';
import { UnsubscribeLink } from './unsubscribe-link.ts';

const link: CSSProperties = { color: light.link, textDecoration: 'underline' };

/** Why somebody gets this, from whom, and how to get no more of it. In our own language, whatever the language above it. */
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
      <UnsubscribeLink.Consumer>
        {(href) =>
          href === undefined ? undefined : (
            <Text className="muted" {...language} style={{ ...smallText, margin: '4px 0 0' }}>
              <a className="link" href={href} style={link}>
                {brand.unsubscribe}
              </a>
            </Text>
          )
        }
      </UnsubscribeLink.Consumer>
    </>
  );
}
