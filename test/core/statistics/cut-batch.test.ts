import fc from 'fast-check';
import { memoryStatistics } from '../../../adapters/memory/statistics/statistics.ts';
import type { Increment } from '../../../core/statistics/rules/counts.ts';
import { type CountedRecord, cutBatch } from '../../../core/statistics/rules/cut-batch.ts';
import { runs } from '../../runs.ts';

/** Longer than JavaScript's numbers are exact, and of unequal length: as text, some would sort the other way round. */
const firstSequenceNumber = 10n ** 20n - 30n;
const mostRows = 3;

const anIncrement = fc.record({ row: fc.integer({ min: 0, max: 7 }), sent: fc.integer({ min: -1, max: 2 }) }).map(
  ({ row, sent }): Increment => ({
    row: { day: '2030-03-15', workflow: `w${row}`, category: 'general', channel: 'email', locale: '-' },
    counts: { sent },
  }),
);
const aShard = fc
  .array(fc.array(anIncrement, { maxLength: 8 }), { minLength: 1, maxLength: 60 })
  .map((records) =>
    records.map((increments, n): CountedRecord => ({ sequenceNumber: String(firstSequenceNumber + BigInt(n)), increments })),
  );

/** One invocation: how many records it is given, after how many transactions it dies, and how much of what it did is acknowledged. */
const anInvocation = fc.record({
  records: fc.integer({ min: 1, max: 25 }),
  dies: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  isAcknowledged: fc.boolean(),
});

function sumByWorkflow(increments: readonly Increment[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { row, counts } of increments) sums[row.workflow] = (sums[row.workflow] ?? 0) + (counts.sent ?? 0);
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

test('whatever is handed over again, in other cuts, after crashes anywhere, each record counts once', async () => {
  await fc.assert(
    fc.asyncProperty(aShard, fc.array(anInvocation, { maxLength: 40 }), async (shard, invocations) => {
      const statistics = memoryStatistics();
      let acknowledged = 0;
      const run = async (batch: readonly CountedRecord[], dies = Number.POSITIVE_INFINITY): Promise<boolean> => {
        let from = await statistics.checkpoint('s1');
        for (const [n, part] of cutBatch(batch, from, mostRows).entries()) {
          if (n >= dies) return false;
          expect(part.increments.length).toBeLessThanOrEqual(mostRows);
          expect(await statistics.add('s1', part, from)).toBe(true);
          from = part.checkpoint;
        }
        return true;
      };

      for (const { records, dies, isAcknowledged } of invocations) {
        const isDone = await run(shard.slice(acknowledged, acknowledged + records), dies);
        if (isDone && isAcknowledged) acknowledged = Math.min(shard.length, acknowledged + records);
      }
      await run(shard.slice(acknowledged));

      const expected = sumByWorkflow(shard.flatMap(({ increments }) => increments));
      expect(sumByWorkflow(await statistics.rowsOf('2030-03-15'))).toEqual(expected);
    }),
    { numRuns: runs(500) },
  );
});

test('a run that another one has overtaken adds nothing', async () => {
  const statistics = memoryStatistics();
  const row = { day: '2030-03-15', workflow: 'w', category: 'general', channel: 'email', locale: '-' };
  const [part] = cutBatch([{ sequenceNumber: '7', increments: [{ row, counts: { sent: 1 } }] }], undefined, mostRows);
  if (part === undefined) throw new Error('something was to be counted');

  expect(await statistics.add('s1', part, undefined)).toBe(true);
  expect(await statistics.add('s1', part, undefined)).toBe(false);
  expect((await statistics.rowsOf('2030-03-15'))[0]?.counts).toEqual({ sent: 1 });
});

test('what adds nothing writes nothing', () => {
  expect(cutBatch([{ sequenceNumber: '7', increments: [] }], undefined, mostRows)).toEqual([]);
});
