import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type * as z from 'zod';
import { safeLine } from '../../contract/text.ts';
import { EmailOptions } from '../../core/channels/email/rules/email-options.ts';
import { copyFor } from '../../core/experiments/rules/variant-copy.ts';
import { askOwner } from '../../core/workflows/rules/ask-owner.ts';
import { readerOf, type Whereabouts } from '../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { type Brand, brand as ourBrand } from '../brand.ts';
import { BrandContext } from './brand-context.ts';
import type { EmailTemplate } from './email-template.ts';
import { Html } from './html.ts';
import { htmlPage } from './html-page.ts';
import { toPlainText } from './plain-text.ts';
import { UnsubscribeLink } from './unsubscribe-link.ts';

/** An e-mail as a provider takes it; both parts say the same. */
export type RenderedEmail = { subject: string; html: string; text: string; options?: EmailOptions };

/** What only Outlook on Windows reads: it knows no `max-width`, and scales pixels unless it is told not to. */
const outlookHead = [
  '<!--[if mso]>',
  '<xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>',
  '<style>.frame{width:600px}</style>',
  '<![endif]-->',
].join('');

type Rendering<Data> = { data: Data; whereabouts: Whereabouts; unsubscribeUrl?: string | undefined; brand?: Brand | undefined };

/** Renders a template to HTML, and the same tree to plain text. */
export function renderTemplate<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  Template: EmailTemplate<z.output<Payload>>,
  { data, whereabouts, unsubscribeUrl, brand = ourBrand }: Rendering<z.output<Payload>>,
): RenderedEmail {
  const reader = readerOf(workflow, whereabouts);
  const subject = safeLine(askOwner(() => copyFor(workflow, reader).subject(data, reader)));
  const options = optionsOf(brand, workflow.email && EmailOptions.parse(askOwner(() => workflow.email?.(data, reader))));
  let plain: Html | undefined;
  const Body = (props: Parameters<typeof Template>[0]) => {
    const written = askOwner(() => Template(props));
    if (typeof written !== 'string' && !(written instanceof Html)) return written;
    plain = typeof written === 'string' ? new Html(written) : written;
    return null;
  };
  const tree = (
    <BrandContext.Provider value={brand}>
      <UnsubscribeLink.Provider value={unsubscribeUrl}>
        <Body {...{ data, subject, reader, locale: whereabouts.locale, brand, unsubscribeUrl }} />
      </UnsubscribeLink.Provider>
    </BrandContext.Provider>
  );
  const html = renderToString(tree as VNode); // "react" is preact here, which the types of React do not know
  const written = plain as Html | undefined; // assigned while it was rendered
  if (written !== undefined) {
    const page = htmlPage(written.html, { subject, reader });
    return { subject, html: page, text: written.text ?? toPlainText(page), ...options };
  }

  // neither a doctype nor a conditional comment can be a component
  return {
    subject,
    html: `<!doctype html>${html.replace('</head>', `${outlookHead}</head>`)}`,
    text: toPlainText(html),
    ...options,
  };
}

/** What an e-mail has beside subject and body: what its workflow says, and the sender's name of the brand where that gives none. */
function optionsOf({ fromName }: Brand, own: EmailOptions | undefined): { options?: EmailOptions } {
  if (fromName === undefined) return own === undefined ? {} : { options: own };
  return { options: { fromName, ...own } };
}
