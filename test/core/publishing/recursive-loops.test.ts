import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { chainedRun, longestChain } from '../../../local/recursive-loops.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { type World, world } from '../../world.ts';

const topic = 'building:42';
const published = { workflow: 'message', topic, data: { title: 'Water is off', body: 'Until noon.' } };

type Queued = { message: IngestMessage; traceHeader: string | undefined };

/** Works off the ingest queue as Lambda does: batches of ten, each a run in the chain of what is in it, stopped after the 16th or not. */
async function workAsLambda(here: World, first: IngestMessage, { mayRecur }: { mayRecur: boolean }) {
  const waiting: Queued[] = [{ message: first, traceHeader: undefined }];
  const deps = { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90 };
  let longest = 0;
  for (let batch = waiting.splice(0, 10); batch.length > 0; batch = waiting.splice(0, 10)) {
    const { count, traceHeader } = chainedRun(
      batch.map((queued) => queued.traceHeader),
      'arn:aws:lambda:eu-west-1:123456789012:function:dispatch',
    );
    if (count > longestChain && !mayRecur) continue; // to the dead-letter messages, after many receives
    longest = Math.max(longest, count);
    for (const { message } of batch) await ingest(message, { messageId: 'm1', sentAt: here.now() }, deps);
    waiting.push(...here.ingest.drain().map((message) => ({ message, traceHeader })));
  }
  return { reached: here.bulkEmail.sent.length, longest };
}

async function aTopicOf(count: number): Promise<World> {
  const here = world();
  for (let n = 0; n < count; n += 1) {
    const userId = `user-${String(n).padStart(5, '0')}`;
    await here.users.upsert(userId, { email: `${userId}@example.com` }, here.now());
    await here.topics.subscribe({ topic, userId });
  }
  return here;
}

test('a topic of 5,000 reaches all of them, in one chain of runs that is longer than Lambda takes unasked', async () => {
  const { reached, longest } = await workAsLambda(await aTopicOf(5_000), published, { mayRecur: true });

  expect(longest).toBeGreaterThan(longestChain); // or this would show nothing
  expect(reached).toBe(5_000);
});

test('where loops are not allowed, as test/lib/handlers/wiring.test.ts demands of the stack, it is cut off', async () => {
  const { reached } = await workAsLambda(await aTopicOf(2_000), published, { mayRecur: false });

  expect(reached).toBeGreaterThan(0);
  expect(reached).toBeLessThan(2_000);
});
