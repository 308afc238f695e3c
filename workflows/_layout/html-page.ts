import { directionOf } from './direction.ts';
import type { EmailProps } from './email-template.ts';
import { html } from './html.ts';

/** Makes a document of what a function has written, unless it is one: in its language, and in colours that may be light or dark. */
export function htmlPage(written: string, { subject, reader }: Pick<EmailProps<unknown>, 'subject' | 'reader'>): string {
  if (/<html[\s>]/i.test(written)) return /^\s*<!doctype/i.test(written) ? written : `<!doctype html>${written}`;
  const head = html`<!doctype html><html lang="${reader.language}" dir="${directionOf(reader.language)}"><head><meta charset="utf-8"><title>${subject}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></head><body>`;
  return `${head.html}${written}</body></html>`;
}
