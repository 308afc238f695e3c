import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { carryOver } from '../../bin/operator/restore/carry-over.ts';
import { cancel } from '../../core/cancellation/cancel.ts';
import { dynamoStores } from '../adapters/each-store.ts';
import {
  type BatchWorld,
  batchOf,
  batchWorld,
  comment,
  commentWorkflow,
  emailsOf,
  leftOf,
  passMinutes,
  work,
} from '../core/batches/batch-world.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
import { world } from '../world.ts';

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());

type Side = { table: Table; here: BatchWorld };

/** A table in which two comments wait in a batch, and the world over it. */
async function twoGathered(maxItems: number): Promise<Side & { ann: string; batch: string }> {
  const { now, at, pass } = world();
  const table = openTable(await emulator.makeTable(), { now, patience: unhurried });
  const gather = commentWorkflow({ batch: { by: 'post', windowMinutes: 10, opens: 'quiet', maxItems } });
  const here = await batchWorld({ ...dynamoStores(table), now, at, pass }, gather);
  const [ann] = [await comment(here, 'Ann'), await comment(here, 'Bob')];
  return { table, here, ann, batch: await batchOf(here, ann) };
}

/** The sweep releases what is held, until the window of whatever was opened last is over. */
async function sweep({ here }: Side, ids: readonly string[]): Promise<void> {
  await passMinutes(here, 10);
  for (const notificationId of new Set(ids))
    await work(here, { type: 'release', version: 1, notificationId, dueAt: here.now().toISOString() });
  await passMinutes(here, 0);
}

test.each<[string, number, (old: BatchWorld, ids: { ann: string; batch: string }) => Promise<string | undefined>, string[]]>([
  ['told of', 100, async (old) => void (await passMinutes(old, 10)), ['Dora on p1: Dora']],
  ['told of as it was full', 3, async (old) => void (await comment(old, 'Cid')), ['Dora on p1: Dora']],
  [
    'told of, with an e-mail that waits in its queue,',
    100,
    async (old) => {
      old.pass(600);
      for (const release of old.later.splice(0)) await work(old, release);
      return undefined;
    },
    ['Ann and 1 other on p1: Ann | Bob', 'Dora on p1: Dora'],
  ],
  ['canceled', 100, async (old, { batch }) => void (await cancel({ id: batch }, old)), ['Dora on p1: Dora']],
  [
    'left by one of two',
    100,
    async (old, { ann }) => void (await cancel({ id: ann }, old)),
    ['Bob and 1 other on p1: Bob | Dora'],
  ],
  [
    'followed by another',
    100,
    async (old) => {
      await passMinutes(old, 10);
      return batchOf(old, await comment(old, 'Cid'));
    },
    ['Cid and 1 other on p1: Cid | Dora'],
  ],
])('a batch that was %s since is so in the restored table, and what comes then is told of', async (_, maxItems, since, sent) => {
  const [old, restored] = [await twoGathered(maxItems), await twoGathered(maxItems)];
  const instant = old.here.now();
  old.here.pass(1);
  const next = await since(old.here, old);
  restored.here.at(old.here.now());

  await carryOver(instant, { from: old.table, to: restored.table });
  const dora = await comment(restored.here, 'Dora');
  const ids = [old.batch, await batchOf(restored.here, dora), ...(next === undefined ? [] : [next])];
  await sweep(restored, ids);
  await sweep(restored, ids);

  expect(emailsOf(restored.here)).toEqual(sent);
  expect(await leftOf(restored.here)).toEqual([]);
});

test('what has joined since and is canceled after the switch is told by no batch, however often the command is run', async () => {
  const [old, restored] = [await twoGathered(100), await twoGathered(100)];
  const instant = old.here.now();
  old.here.pass(1);
  const cid = await comment(old.here, 'Cid');
  restored.here.at(old.here.now());

  await carryOver(instant, { from: old.table, to: restored.table });
  expect(await cancel({ id: cid }, restored.here)).toMatchObject({ canceled: [{ id: cid }] });
  await carryOver(instant, { from: old.table, to: restored.table });
  await sweep(restored, [old.batch]);

  expect(emailsOf(restored.here)).toEqual(['Ann and 1 other on p1: Ann | Bob']);
});
