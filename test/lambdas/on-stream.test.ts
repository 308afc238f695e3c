import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { RetryableError } from '../../core/errors.ts';
import { onStream, type StreamedChange } from '../../lambdas/shell/on-stream.ts';
import { aMoment } from '../world.ts';

const { error } = console;
let logged: string[];
beforeEach(() => {
  logged = [];
  console.error = (entry: unknown) => void logged.push(JSON.stringify(entry));
});
afterEach(() => {
  console.error = error;
});

function aRecord(n: number, at = aMoment) {
  const Keys = { pk: { S: 'U#ada@example.com' }, sk: { S: 'USER' } };
  const images = { OldImage: { ...Keys, seen: { N: String(n) } }, NewImage: { ...Keys, seen: { N: String(n + 1) } } };
  const dynamodb = { ApproximateCreationDateTime: at.getTime() / 1000, SequenceNumber: String(n), Keys, ...images };
  return { eventID: `r${n}`, eventName: 'MODIFY' as const, dynamodb };
}

async function handle(records: DynamoDBStreamEvent['Records'], work: (changes: readonly StreamedChange[]) => Promise<number>) {
  const measured: [string, number][] = [];
  const measure = (name: string, value: number) => void measured.push([name, value]);
  const answer = await onStream(work, { measure, now: () => aMoment })({ Records: records }, {} as Context);
  return { answer, measured };
}

test('a batch is handed over in order, each write with its item before and after', async () => {
  const seen: StreamedChange[] = [];
  const { answer } = await handle([aRecord(1), aRecord(2)], async (changes) => seen.push(...changes));

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(seen.map(({ recordId, sequenceNumber }) => [recordId, sequenceNumber])).toEqual([
    ['r1', '1'],
    ['r2', '2'],
  ]);
  expect(seen[0]).toMatchObject({ at: aMoment, pk: 'U#ada@example.com', sk: 'USER', before: { seen: 1 }, after: { seen: 2 } });
});

test('what is left undone comes again from there on', async () => {
  const { answer } = await handle([aRecord(1), aRecord(2), aRecord(3)], async () => 1);

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test('a batch that fails fails as a whole, so that Lambda halves it, and its line in the log names nobody', async () => {
  const failing = handle([aRecord(1), aRecord(2)], () => Promise.reject(new Error('no place for ada@example.com')));

  await expect(failing).rejects.toThrow('no place');
  expect(logged).toEqual([expect.stringContaining('"first":"1","last":"2"')]);
  expect(logged.join()).not.toContain('@example');
});

test('a failure that was to be expected is not worth a line', async () => {
  await expect(handle([aRecord(1)], () => Promise.reject(new RetryableError('busy')))).rejects.toThrow('busy');

  expect(logged).toEqual([]);
});

test('changes that are told half an hour late are reported as a queue that is behind', async () => {
  const halfAnHour = new Date(aMoment.getTime() - 30 * 60_000);

  expect((await handle([aRecord(1, halfAnHour), aRecord(2)], async () => 2)).measured).toEqual([['Backlog', 100]]);
  expect((await handle([aRecord(1)], async () => 1)).measured).toEqual([]);
});

test('a function with a window is told its shard, and answers a state; the end of a window has no records', async () => {
  const shards: string[] = [];
  const handler = onStream(async (changes, shardId) => shards.push(shardId) && changes.length, { measure: () => {} });
  const windowed = { shardId: 'shardId-7', window: {} };

  const answers = [
    await handler({ ...windowed, Records: [aRecord(1)] }, {} as Context),
    await handler({ ...windowed, Records: [] }, {} as Context),
  ];
  await handler({ Records: [{ ...aRecord(1), eventSourceARN: 'arn:stream' }] }, {} as Context);

  expect(answers).toEqual([
    { batchItemFailures: [], state: {} },
    { batchItemFailures: [], state: {} },
  ]);
  expect(shards).toEqual(['shardId-7', 'shardId-7', 'arn:stream']);
});
