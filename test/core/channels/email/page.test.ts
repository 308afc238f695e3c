import { stripTypeScriptTypes } from 'node:module';
import * as z from 'zod';
import { writeCopy } from '../../../../core/workflows/rules/copy.ts';
import { definitionFaults } from '../../../../core/workflows/rules/definition-faults.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { Html, html } from '../../../../workflows/_layout/html.ts';
import { blocksOf } from '../../../docs/blocks.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

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

test.each(blocksOf('docs/email-content.md').filter(({ text }) => text.startsWith('email: ')))(
  'what docs/email-content.md:$line gives a workflow is taken',
  ({ text }) => {
    const { email } = new Function(`return { ${text} };`)() as Pick<Workflow, 'email'>;
    const data = { number: 'INV-7', manager: 'bob@example.com', invoice: Buffer.from('%PDF-1.7').toString('base64') };
    const payload = z.strictObject({ number: z.string(), manager: z.string().optional(), invoice: z.string() });
    const workflow = {
      ...aWorkflow(),
      payload,
      example: data,
      email,
      inbox: () => ({ title: 'a', body: 'b' }),
    } as unknown as Workflow;

    expect(definitionFaults(workflow)).toEqual([]);
    expect(writeCopy(workflow, data, { channels: ['email'] }).faults).toEqual([]);
  },
);
