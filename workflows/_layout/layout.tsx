import { Body } from '@react-email/body';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { type CSSProperties, type ReactElement, type ReactNode, useContext } from 'react';
import { BrandContext } from './brand-context.ts';
import { Cell } from './cell.tsx';
import { directionOf } from './direction.ts';
import { Footer } from './footer.tsx';
import { Masthead } from './masthead.tsx';
import { Preheader } from './preheader.tsx';
import { bodyText, darkCssFor, light, narrowCss } from './theme.ts';

type LayoutProps = {
  subject: string;
  /** The line that an inbox shows beside the subject; only its beginning is shown. */
  preheader: string;
  title: string;
  /** The language of the text, as a BCP 47 tag; absent: the language of our own copy. */
  language?: string;
  children: ReactNode;
};

const page: CSSProperties = { margin: 0, padding: 0, backgroundColor: light.page };
const card: CSSProperties = {
  padding: '40px',
  backgroundColor: light.card,
  border: `1px solid ${light.edge}`,
  borderRadius: '12px',
};
const heading: CSSProperties = { ...bodyText, fontSize: '24px', lineHeight: '32px', fontWeight: 600 };

/** The frame of every e-mail: masthead, title, what the template says, footer. 600 pixels wide, less on a phone. */
export function Layout({ subject, preheader, title, language: given, children }: LayoutProps): ReactElement {
  const brand = useContext(BrandContext);
  const language = given ?? brand.language;
  const direction = { lang: language, dir: directionOf(language) };

  return (
    <Html {...direction} {...officeNamespace}>
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <style>{narrowCss}</style>
        <style>{darkCssFor(brand.colourOnDark)}</style>
      </Head>
      <Body className="page" style={page}>
        <Preheader text={beginning(preheader)} />
        {/* webmail drops the html element, and with it the language and the title, so they stand here again */}
        {/* biome-ignore lint/a11y/useSemanticElements: Outlook on Windows does not know the article element */}
        <div role="article" aria-roledescription="email" aria-label={subject} {...direction}>
          <Container className="frame" style={{ maxWidth: '600px' }}>
            <Cell className="gutter" style={{ padding: '32px 12px' }}>
              <Cell className="card" style={card}>
                <Masthead {...brand} />
                <Heading className="ink" style={heading}>
                  {title}
                </Heading>
                {children}
                <Hr className="edge" style={{ margin: '32px 0 24px', borderTopColor: light.edge }} />
                <Footer language={language} />
              </Cell>
            </Cell>
          </Container>
        </div>
      </Body>
    </Html>
  );
}

/** Outlook on Windows reads the settings in `render-template.tsx` only where their namespace is declared. */
const officeNamespace = { 'xmlns:o': 'urn:schemas-microsoft-com:office:office' };

/** 70 characters are as much as anybody shows; no character is cut in two. */
function beginning(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ')].slice(0, 70).join('').trim();
}
