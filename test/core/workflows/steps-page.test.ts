import * as z from 'zod';
import { definitionFaults } from '../../../core/workflows/rules/definition-faults.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { blocksOf } from '../../docs/blocks.ts';
import { aWorkflow } from './a-workflow.ts';

/** What pages give a workflow that is there: a field or more of it. */
const blocks = ['docs/workflow-steps.md', 'docs/workflows.md']
  .flatMap(blocksOf)
  .filter(({ language, text }) => language === 'ts' && /^\w+: /.test(text));

test.each(blocks.map(({ page, text, line }) => ({ page, text, line })))(
  'what $page:$line gives a workflow is taken',
  ({ page, text }) => {
    const fields = new Function(`return { ${text} };`)() as Partial<Workflow>;
    const texts = { name: z.string(), ticket: z.string(), number: z.string(), link: z.string() };
    const payload = z.strictObject({ ...texts, amount: z.number(), urgent: z.boolean() });
    const link = 'https://app.example.com/invoices/7';
    const example = { name: 'Ada', amount: 120, urgent: false, ticket: 'T-7', number: 'INV-7', link };
    const push = page.endsWith('steps.md') && { push: () => ({ title: 'Hello', body: '' }) }; // the other page's workflow has none
    const workflow = { ...aWorkflow(), payload, example, ...push, ...fields } as unknown as Workflow;

    expect(Object.keys(fields).length).toBeGreaterThan(0);
    expect(definitionFaults(workflow)).toEqual([]);
  },
);

test('there are some of both', () => expect(new Set(blocks.map(({ page }) => page)).size).toBe(2));
