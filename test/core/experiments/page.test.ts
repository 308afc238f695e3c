import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import type { Experiment } from '../../../core/experiments/rules/experiment.ts';
import { defineWorkflow } from '../../../core/workflows/rules/define-workflow.ts';
import type { WorkflowCopy } from '../../../core/workflows/rules/workflow.ts';
import { textsOf } from '../../docs/blocks.ts';

const page = 'docs/experiments.md';

/** Defines a workflow of the page's data with what the page has for its experiment. */
function define(written: string) {
  const { experiment }: { experiment: Experiment<WorkflowCopy<{ number: string; link: string }>> } = runInNewContext(
    `({ ${written} })`,
  );
  return defineWorkflow({
    key: 'invoice-due',
    category: 'billing',
    priority: 'high',
    payload: z.strictObject({ number: z.string(), link: z.string() }),
    example: { number: 'INV-7', link: 'https://app.example.com/invoices/7' },
    inbox: ({ number }) => ({ title: `Invoice ${number} is due`, body: '' }),
    subject: ({ number }) => `Invoice ${number} is due`,
    sms: ({ number, link }) => `Invoice ${number} is due: ${link}`,
    experiment,
  });
}

test('the experiment of the page can be written so, and the one line that ends it too', () => {
  const [written = ''] = textsOf(page, 'ts');
  const [ending = ''] = textsOf(page, 'diff');
  const context = ending.split('\n').find((line) => line.startsWith('   ')) ?? 'nothing';
  const added = ending.split('\n').flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : []));

  const running = define(written);
  const ended = define(written.replace(context.trim(), [context.trim(), ...added].join('\n')));

  expect(running.experiment).toMatchObject({ variants: { plain: {}, short: {} }, sample: 1_100 });
  expect(running.experiment).not.toHaveProperty('winner');
  expect(added).toHaveLength(1);
  expect(ended.experiment).toMatchObject({ winner: 'short' });
});
