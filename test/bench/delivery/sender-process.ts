// a function's process of the bench's own: runs batches through its handler and tells what they cost
import { createRequire } from 'node:module';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** Batches to run one after another, as one execution environment does. */
export type Ask = { batches: SQSEvent[] };

/** What the batches took; `failed` counts the records that the handler gave back. */
export type Tell = { seconds: number; cpuSeconds: number; failed: number };

type Handler = (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<SQSBatchResponse>;

const context = { getRemainingTimeInMillis: () => 30_000 };

process.on('disconnect', () => process.exit());
const bundle = process.argv[2] ?? '';
const { handler } = createRequire(bundle)(bundle) as { handler: Handler };

process.on('message', async ({ batches }: Ask) => {
  const startedAt = performance.now();
  const usedBefore = process.cpuUsage();
  let failed = 0;
  for (const batch of batches) failed += (await handler(batch, context)).batchItemFailures.length;

  const { user, system } = process.cpuUsage(usedBefore);
  const told: Tell = { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6, failed };
  process.send?.(told);
});
