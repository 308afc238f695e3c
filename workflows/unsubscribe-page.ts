import type { ChannelWith } from '../contract/channels/channels.ts';
import type { TenantBrand } from '../contract/tenants/tenants.ts';
import { chooseLanguage } from '../core/workflows/rules/accept-language.ts';
import { brandOfTenant } from './_layout/brand-of-tenant.ts';
import { dark, light, readableOn } from './_layout/theme.ts';
import { type Brand, brand as ours } from './brand.ts';
import { type UnsubscribeWords, unsubscribeWords } from './unsubscribe-words.ts';

/** What the page is about, in the brand of a tenant if it has one; `unknown` for whatever is no link of ours. */
export type UnsubscribePage =
  | {
      outcome: 'asked' | 'unsubscribed' | 'resubscribed';
      category: string;
      channel: ChannelWith<'isUnsubscribable'>;
      brand?: TenantBrand;
    }
  | { outcome: 'unknown' };

/**
 * The page behind the link to unsubscribe, in a language that its reader's browser asks for: one document without scripts, pictures
 * or anything from elsewhere. It names the category and nothing of the user, since links are forwarded. Its forms post to the
 * address it was read from.
 */
export function unsubscribePage(page: UnsubscribePage, acceptLanguage?: string): { status: 200 | 404; html: string } {
  const { language, words } = wordsFor(acceptLanguage);
  const brand = 'brand' in page && page.brand ? brandOfTenant(page.brand) : ours;
  const html = (title: string, ...content: string[]) => document(title, content.join(''), { language, brand });
  if (page.outcome === 'unknown') return { status: 404, html: html(words.unknown.title, paragraph(words.unknown.text)) };

  const kind = words.kind[page.channel](`<strong>${encode(nameOf(page.category, words))}</strong>`);
  const { title, text } = words[page.outcome];
  const said = paragraph(text(kind, encode(brand.name)));
  switch (page.outcome) {
    case 'asked':
      return { status: 200, html: html(title, said, button(words.unsubscribe, 'unsubscribe', 'loud')) };
    case 'unsubscribed': {
      const mistake = paragraph(words.unsubscribed.mistake, 'muted');
      return { status: 200, html: html(title, said, mistake, button(words.resubscribe, 'resubscribe', 'quiet')) };
    }
    case 'resubscribed':
      return { status: 200, html: html(title, said, button(words.unsubscribe, 'unsubscribe', 'quiet')) };
    default:
      return page satisfies never;
  }
}

/** What the page says, in the language that the reader asks for: else the brand's, else the first that there is. */
function wordsFor(acceptLanguage: string | undefined): { language: string; words: UnsubscribeWords } {
  const spoken = Object.entries(unsubscribeWords);
  const [first] = spoken;
  if (first === undefined) throw new Error('workflows/unsubscribe-words.ts has no language');

  const languages = spoken.map(([language]) => language);
  const otherwise = languages.includes(ours.language) ? ours.language : first[0];
  const language = chooseLanguage(acceptLanguage, languages, otherwise);
  return { language, words: unsubscribeWords[language] ?? first[1] };
}

/** Writes a category's key as words. */
function nameOf(category: string, { categories }: UnsubscribeWords): string {
  return (Object.hasOwn(categories, category) ? categories[category] : undefined) ?? category.replaceAll(/[_-]/g, ' ');
}

function document(title: string, content: string, { language, brand }: { language: string; brand: Brand }): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<title>${title} – ${encode(brand.name)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
    `<style>${cssFor(brand)}</style></head>`,
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

/** Writes the page's styles in the colours of a brand. */
function cssFor({ colour, colourOnDark }: Brand): string {
  return `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;justify-content:center;align-items:center;gap:20px;
padding:24px 16px;background:${light.page};color:${light.ink};
font:16px/26px -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:480px;padding:40px;background:${light.card};border:1px solid ${light.edge};border-radius:12px}
h1{margin:0 0 12px;font-size:24px;line-height:32px;text-wrap:balance}
p{margin:0 0 16px}
.brand{margin-bottom:24px;font-size:18px;font-weight:700;color:${colour}}
.muted,footer{color:${light.muted};font-size:13px;line-height:20px}
.muted{margin:24px 0 8px}
footer{max-width:480px;text-align:center}
button{width:100%;min-height:48px;margin-top:8px;padding:10px 24px;border:1px solid ${colour};border-radius:8px;font:inherit;font-weight:600;cursor:pointer}
.loud{background:${colour};color:${readableOn(colour)}}
.quiet{background:none;border-color:${light.muted};color:${colour}}
button:focus-visible{outline:3px solid ${colour};outline-offset:2px}
@media (max-width:480px){main{padding:28px 20px}}
@media (prefers-color-scheme:dark){
body{background:${dark.page};color:${dark.ink}}
main{background:${dark.card};border-color:${dark.edge}}
.brand{color:${colourOnDark}}
.muted,footer{color:${dark.muted}}
.quiet{border-color:${dark.muted};color:${colourOnDark}}
button:focus-visible{outline-color:${colourOnDark}}}
`;
}
