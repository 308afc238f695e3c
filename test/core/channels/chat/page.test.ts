import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeCopy } from '../../../../core/workflows/rules/copy.ts';
import { definitionFaults } from '../../../../core/workflows/rules/definition-faults.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/chat.md'), 'utf8');

test('the words that docs/chat.md gives a workflow are what its chats show', () => {
  const [, code = ''] = /```ts\n(chat: [\s\S]*?)```/.exec(page) ?? [];
  const { chat } = new Function(`return { ${code} };`)() as Pick<Workflow, 'chat'>;
  const payload = z.strictObject({ host: z.string(), percent: z.number() });
  const workflow = { ...aWorkflow(), payload, example: { host: 'db-1', percent: 97 }, chat } as unknown as Workflow;

  expect(definitionFaults(workflow)).toEqual([]);
  expect(writeCopy(workflow, workflow.example as never, { channels: ['chat'] })).toEqual({
    faults: [],
    copy: {
      chat: {
        title: 'Disk full on db-1',
        body: 'Nothing is written any more.',
        fields: [{ name: 'Used', value: '97 %' }],
        actionUrl: 'https://app.example.com/hosts/db-1',
        actionLabel: 'Look at it',
      },
    },
  });
});
