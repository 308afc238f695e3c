import { dark, light, readableOn } from './_layout/theme.ts';
import { brand } from './brand.ts';

/** What the page is about; `unknown` for whatever is no link of ours. */
export type UnsubscribePage =
  | { outcome: 'asked' | 'unsubscribed' | 'resubscribed'; category: string; channel: 'email' | 'sms' }
  | { outcome: 'unknown' };

/** The texts are yours to edit, as is the rest under `workflows/`; the category's key is shown as words. */
const channelNames = { email: 'e-mails', sms: 'texts' };

/**
 * The page behind the link to unsubscribe: one document without scripts, pictures or anything from elsewhere. It names the
 * category and nothing of the user, since links are forwarded. Its forms post to the address it was read from.
 */
export function unsubscribePage(page: UnsubscribePage): { status: 200 | 404; html: string } {
  if (page.outcome === 'unknown') {
    const text = paragraph('It may be incomplete: copy it whole from the e-mail, or press the link in the e-mail again.');
    return { status: 404, html: document('This link does not work', text) };
  }
  const kind = `${channelNames[page.channel]} about <strong>${encode(page.category.replaceAll(/[_-]/g, ' '))}</strong>`;
  switch (page.outcome) {
    case 'asked':
      return {
        status: 200,
        html: document(
          'Unsubscribe?',
          paragraph(`You will get no more ${kind} from ${encode(brand.name)}. Those that you cannot do without still come.`) +
            button('Unsubscribe', 'unsubscribe', 'loud'),
        ),
      };
    case 'unsubscribed':
      return {
        status: 200,
        html: document(
          'You are unsubscribed',
          paragraph(`You will get no more ${kind} from ${encode(brand.name)}.`) +
            paragraph('Was that a mistake?', 'muted') +
            button('Subscribe again', 'resubscribe', 'quiet'),
        ),
      };
    case 'resubscribed':
      return {
        status: 200,
        html: document(
          'You are subscribed again',
          paragraph(`You will get ${kind} from ${encode(brand.name)}, as before.`) +
            button('Unsubscribe', 'unsubscribe', 'quiet'),
        ),
      };
    default:
      return page satisfies never;
  }
}

function document(title: string, content: string): string {
  return [
    `<!doctype html><html lang="${encode(brand.language)}"><head><meta charset="utf-8">`,
    `<title>${title} – ${encode(brand.name)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
    `<style>${css}</style></head>`,
    `<body><main><p class="brand">${encode(brand.name)}</p><h1>${title}</h1>${content}</main>`,
    `<footer>${brand.address.map(encode).join(', ')}</footer></body></html>`,
  ].join('');
}

function paragraph(html: string, tone = ''): string {
  return tone === '' ? `<p>${html}</p>` : `<p class="${tone}">${html}</p>`;
}

function button(label: string, action: 'unsubscribe' | 'resubscribe', look: 'loud' | 'quiet'): string {
  return `<form method="post"><button class="${look}" name="action" value="${action}">${label}</button></form>`;
}

function encode(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const css = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;justify-content:center;align-items:center;gap:20px;
padding:24px 16px;background:${light.page};color:${light.ink};
font:16px/26px -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:480px;padding:40px;background:${light.card};border:1px solid ${light.edge};border-radius:12px}
h1{margin:0 0 12px;font-size:24px;line-height:32px;text-wrap:balance}
p{margin:0 0 16px}
.brand{margin-bottom:24px;font-size:18px;font-weight:700;color:${light.link}}
.muted,footer{color:${light.muted};font-size:13px;line-height:20px}
.muted{margin:24px 0 8px}
footer{max-width:480px;text-align:center}
button{width:100%;min-height:48px;margin-top:8px;padding:10px 24px;border:1px solid ${brand.colour};border-radius:8px;font:inherit;font-weight:600;cursor:pointer}
.loud{background:${brand.colour};color:${readableOn(brand.colour)}}
.quiet{background:none;border-color:${light.muted};color:${light.link}}
button:focus-visible{outline:3px solid ${light.link};outline-offset:2px}
@media (max-width:480px){main{padding:28px 20px}}
@media (prefers-color-scheme:dark){
body{background:${dark.page};color:${dark.ink}}
main{background:${dark.card};border-color:${dark.edge}}
.brand{color:${dark.link}}
.muted,footer{color:${dark.muted}}
.quiet{border-color:${dark.muted};color:${dark.link}}
button:focus-visible{outline-color:${dark.link}}}
`;
