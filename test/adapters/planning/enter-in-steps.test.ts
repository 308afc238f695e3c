import * as fc from 'fast-check';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../../adapters/dynamodb/users/user-records.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { RetryableError } from '../../../core/errors.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { runs } from '../../runs.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';

const why = 'the publish named this channel';
const explanation = (['inbox', 'email'] as const).map((channel) => ({ channel, decision: 'send' as const, because: why }));

let emulator: DynamodbEmulator;
let name: string;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  name = await emulator.makeTable();
});

const none = { version: 0, seenThrough: 0, readThrough: 0 };
const open = () => openTable(name, { now: () => aMoment, patience: unhurried });

/** A table whose process dies at its n-th write: that one is lost, or written and never answered; so are all that follow lost. */
function dyingAt(nth: number, isWritten: boolean): Table {
  const table = open();
  let writes = 0;
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!/Execute|Write|Put|Update/.test(String(commandName))) return next(args);
        writes += 1;
        if (writes === nth && isWritten) await next(args);
        if (writes >= nth) throw new Error('the process has died');
        return next(args);
      },
    { step: 'initialize', name: 'die' },
  );
  return table;
}

function entryOf(id: string) {
  return {
    notification: aNotification({ id: notificationId(id), explanation }),
    messages: [
      aMessage({ notificationId: notificationId(id), channel: 'inbox', status: 'delivered', address: undefined }),
      aMessage({ notificationId: notificationId(id) }),
    ],
    inboxItem: anInboxItem({ notificationId: notificationId(id) }),
    expiresAt: farAway,
  };
}

async function enter(table: Table, id: string) {
  for (;;) {
    try {
      return await dynamoLedger(table).enter(entryOf(id));
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error; // as its queue would
    }
  }
}

async function inbox(table: Table) {
  const feed = dynamoFeed(table);
  const state = await feed.state('ada', { fresh: true });
  const { items } = await feed.page({ userId: 'ada', state, status: 'all', archived: false, limit: 100 });
  return { state, ids: items.map((item) => item.notificationId), counts: await feed.counts('ada', state) };
}

describe.each([
  ['lost', false],
  ['written', true],
])('an attempt whose last write was %s', (_, isWritten) => {
  test.each([1, 2, 3, 4])('at its write %i is completed by the next, once', async (nth) => {
    const table = open();
    await dynamoUsers(table).upsert('ada', { email: 'ada@example.com' }, aMoment);
    await enter(dyingAt(nth, isWritten), 'n1').catch(() => {});

    const messages = await enter(table, 'n1');
    await enter(table, 'n1');

    expect(messages.map(({ channel, status }) => [channel, status]).sort()).toEqual([
      ['email', 'queued'],
      ['inbox', 'delivered'],
    ]);
    expect(await inbox(table)).toMatchObject({
      ids: [notificationId('n1')],
      state: { version: 1 },
      counts: { unread: 1, unseen: 1 },
    });
    expect((await dynamoLedger(table).read(notificationId('n1')))?.messages).toHaveLength(2);
  });

  test.each([1, 2, 3])('at its write %i leaves nothing that the erasure of its user does not take', async (nth) => {
    const table = open();
    await dynamoUsers(table).upsert('ada', { email: 'ada@example.com' }, aMoment);
    await enter(dyingAt(nth, isWritten), 'n1').catch(() => {});
    await dynamoUserRecords(table).close('ada', aMoment);
    while ((await dynamoUserRecords(table).eraseSome('ada')).more);

    expect(await enter(table, 'n1')).toEqual([]);
    await dynamoLedger(table).withdraw({ notificationId: notificationId('n1'), userId: 'ada' }); // as its next attempt does

    expect(await dynamoLedger(table).read(notificationId('n1'))).toBeUndefined();
    expect((await inbox(table)).ids).toEqual([]);
  });

  test.each([1, 2, 3])('at its write %i is canceled: what was not there yet is not sent', async (nth) => {
    const table = open();
    await dynamoUsers(table).upsert('ada', { email: 'ada@example.com' }, aMoment);
    await enter(dyingAt(nth, isWritten), 'n1').catch(() => {});
    await dynamoLedger(table).cancel({ notificationId: notificationId('n1'), at: aMoment, expiresAt: farAway });

    const messages = await enter(table, 'n1');

    expect(messages.find(({ channel }) => channel === 'email')).toMatchObject({ status: 'canceled' });
  });
});

test('an item that comes in while its reader marks all that they see as read is unread', async () => {
  const reader = open();
  await dynamoUsers(reader).upsert('ada', { email: 'ada@example.com' }, aMoment);
  await enter(reader, 'n1');
  const table = open();
  let isMarked = false;
  table.client.middlewareStack.add(
    (next) => async (args) => {
      if (!isMarked && JSON.stringify(args.input).includes("'shelf':?")) {
        isMarked = true;
        await dynamoFeed(reader).mark('ada', notificationId('n1'), 'read'); // takes the version that the item is under
        await dynamoFeed(reader).markThrough('ada', 'read', (await inbox(reader)).state.version);
      }
      return next(args);
    },
    { step: 'initialize', name: 'mark' },
  );

  await enter(table, 'n2');

  expect(isMarked).toBe(true);
  expect(await inbox(reader)).toMatchObject({ counts: { unread: 1 }, ids: [notificationId('n2'), notificationId('n1')] });
});

type Deed =
  | { kind: 'enter'; id: string; diesAt: number; isWritten: boolean }
  | { kind: 'mark'; id: string; mark: 'read' | 'archived' }
  | { kind: 'through' };

const ids = ['n1', 'n2', 'n3', 'n4'];
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('enter' as const),
      id: fc.constantFrom(...ids),
      diesAt: fc.nat(6),
      isWritten: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      id: fc.constantFrom(...ids),
      mark: fc.constantFrom('read' as const, 'archived' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('through' as const) }) },
);

test('whoever enters, dies, marks and reads at the same time, each notification arrives once, and every poll that saw another version saw it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 8 }), async (deeds) => {
      name = await emulator.makeTable();
      const table = open();
      await dynamoUsers(table).upsert('ada', { email: 'ada@example.com' }, aMoment);
      const polls = [await inbox(table)];
      const poll = async () => void polls.push(await inbox(table));

      const handled = await Promise.all(deeds.map(async (each) => (await Promise.all([doDeed(table, each), poll()]))[0]));
      await Promise.all(ids.map((id) => enter(table, id))); // every queue message comes again in the end
      await Promise.all(ids.map((id) => enter(table, id)));
      await poll();

      const last = polls.at(-1);
      const archived = await dynamoFeed(table).page({
        userId: 'ada',
        state: last?.state ?? none,
        status: 'all',
        archived: true,
        limit: 100,
      });
      expect([...(last?.ids ?? []), ...archived.items.map((item) => item.notificationId)].sort()).toEqual(
        ids.map((id) => notificationId(id)).sort(),
      );
      // a mark counts for what its page has shown, and nothing else
      const slice = { userId: 'ada', state: last?.state ?? none, status: 'unread', archived: false, limit: 100 } as const;
      const unread = (await dynamoFeed(table).page(slice)).items.map((item) => item.notificationId);
      const untouched = ids.map((id) => notificationId(id)).filter((id) => !handled.flat().includes(id));
      expect(unread).toEqual(expect.arrayContaining(untouched));
      // who polled the last version before has nothing to fetch: so they must have seen all that is there
      for (const seen of polls.filter(({ state }) => state.version === last?.state.version))
        expect([...seen.ids].sort()).toEqual([...(last?.ids ?? [])].sort());
    }),
    { numRuns: runs(25) },
  );
});

/** Answers the items that its reader has had in hand. */
async function doDeed(table: Table, deed: Deed): Promise<string[]> {
  const feed = dynamoFeed(table);
  const later = () => undefined; // it was not there yet, or others were faster: as a browser would take it
  switch (deed.kind) {
    case 'enter':
      await enter(deed.diesAt === 0 ? table : dyingAt(deed.diesAt, deed.isWritten), deed.id).catch(later);
      return [];
    case 'mark':
      await feed.mark('ada', notificationId(deed.id), deed.mark).catch(later);
      return [notificationId(deed.id)];
    case 'through': {
      const { state, ids: shown } = await inbox(table);
      await feed.markThrough('ada', 'read', state.version).catch(later);
      return shown;
    }
    default:
      return deed satisfies never;
  }
}
