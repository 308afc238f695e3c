import { stripTypeScriptTypes } from 'node:module';
import { Html, html } from '../../../../workflows/_layout/html.ts';
import { blocksOf } from '../../../docs/blocks.ts';

const textIn = (language: string, part: string) =>
  blocksOf('docs/email-content.md').find((block) => block.language === language && block.text.includes(part))?.text ?? '';

test('the plain function of docs/email-content.md returns HTML in which data are text', () => {
  const source = stripTypeScriptTypes(textIn('ts', 'export function InvoiceDueEmail')).replaceAll(/^import .*$|^export /gm, '');
  const email = new Function('html', `${source}; return InvoiceDueEmail;`)(html);

  const written = email({ data: { number: '<7>', link: 'https://e.com/7' }, unsubscribeUrl: 'https://e.com/u' });

  expect(written).toBeInstanceOf(Html);
  expect(written.html).toContain('<h1>Invoice &lt;7&gt; is due</h1>');
  expect(written.html).toContain('<a href="https://e.com/u">Unsubscribe</a>');
});
