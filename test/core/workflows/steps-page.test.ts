import * as z from 'zod';
import { definitionFaults } from '../../../core/workflows/rules/definition-faults.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { blocksOf } from '../../docs/blocks.ts';
import { aWorkflow } from './a-workflow.ts';

const blocks = blocksOf('docs/workflow-steps.md').filter(({ language }) => language === 'ts');

test.each(blocks.map(({ text, line }) => ({ text, line })))(
  'what docs/workflow-steps.md:$line gives a workflow is taken',
  ({ text }) => {
    const fields = new Function(`return { ${text} };`)() as Partial<Workflow>;
    const payload = z.strictObject({ name: z.string(), amount: z.number(), urgent: z.boolean(), ticket: z.string() });
    const example = { name: 'Ada', amount: 120, urgent: false, ticket: 'T-7' };
    const push = () => ({ title: 'Hello', body: '' });
    const workflow = { ...aWorkflow(), payload, example, push, ...fields } as unknown as Workflow;

    expect(Object.keys(fields).length).toBeGreaterThan(0);
    expect(definitionFaults(workflow)).toEqual([]);
  },
);

test('there are some', () => expect(blocks.length).toBeGreaterThan(2));
