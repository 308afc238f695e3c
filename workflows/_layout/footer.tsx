import { Text } from '@react-email/text';
import { type CSSProperties, type ReactElement, useContext } from 'react';
import { localeChain } from '../../core/workflows/rules/reader.ts';
import { BrandContext } from './brand-context.ts';
import { directionOf } from './direction.ts';
import { smallText } from './theme.ts';
import { UnsubscribeLink } from './unsubscribe-link.ts';

/** Why somebody gets this, from whom, and how to get no more of it: in the language above it if there are words, else in our own. */
export function Footer({ language: above }: { language: string }): ReactElement {
  const brand = useContext(BrandContext);
  const link: CSSProperties = { color: brand.colour, textDecoration: 'underline' };
  const translated = localeChain(above).find((tag) => Object.hasOwn(brand.translations, tag));
  const words = brand.translations[translated ?? ''] ?? brand;
  const tag = translated ?? brand.language;
  const language = { lang: tag, dir: directionOf(tag) };

  return (
    <>
      <Text className="muted" {...language} style={{ ...smallText, margin: '0 0 4px' }}>
        {words.footer}
      </Text>
      <Text className="muted" {...language} style={{ ...smallText, margin: 0 }}>
        {brand.address.join(', ')}
      </Text>
      <UnsubscribeLink.Consumer>
        {(href) =>
          href === undefined ? undefined : (
            <Text className="muted" {...language} style={{ ...smallText, margin: '4px 0 0' }}>
              <a className="link" href={href} style={link}>
                {words.unsubscribe}
              </a>
            </Text>
          )
        }
      </UnsubscribeLink.Consumer>
    </>
  );
}
