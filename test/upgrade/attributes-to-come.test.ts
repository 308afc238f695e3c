import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoFeed } from '../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { enterItem, farAway } from '../adapters/channels/inbox/enter-item.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
import { takeMessage } from '../take-message.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../world.ts';

let emulator: DynamodbEmulator;
let table: Table;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
  table = openTable(await emulator.makeTable(), { now: () => aMoment, patience: unhurried });
});
afterAll(async () => {
  table?.client.destroy();
  await emulator.stop();
});

async function items(): Promise<Record<string, unknown>[]> {
  return (await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];
}

function nameOf({ pk, sk }: Record<string, unknown>): string {
  return `${pk} ${sk}`;
}

/** Writes into every item there is what a newer version might have put there. */
async function addToEach(more: Record<string, unknown>): Promise<void> {
  for (const item of await items())
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...more } }));
}

test('what a newer version has added to an item is still there after this one has read and changed it', async () => {
  const [users, feed, ledger, jobs] = [dynamoUsers(table), dynamoFeed(table), dynamoLedger(table), dynamoJobs(table)];
  await users.upsert('ada', { email: 'ada@example.com' }, aMoment);
  const itemId = await enterItem({ ledger }, 'n1');
  const [archivedId, snoozedId] = [await enterItem({ ledger }, 'n3'), await enterItem({ ledger }, 'n4')];
  await feed.mark('ada', archivedId, 'archived');
  await feed.mark('ada', snoozedId, { until: new Date(aMoment.getTime() + 60_000) });
  const id = notificationId('n2');
  const message = { notificationId: id, channel: 'email' } as const;
  await ledger.enter({ notification: aNotification({ id }), messages: [aMessage(message)], expiresAt: farAway });
  const run = { name: 'clean-up', holder: 'h1' } as const;
  await jobs.start({ ...run, leaseSeconds: 60, now: aMoment });
  const before = await ledger.read(id);
  const keys = (await items()).map(nameOf);
  await addToEach({ tone: { soft: true } });

  const read = await ledger.read(id);
  await users.upsert('ada', { email: 'ada@example.org' }, aMoment);
  await users.choose({ userId: 'ada', choices: { digestTime: '09:00' }, version: 2 }, aMoment);
  await feed.mark('ada', itemId, 'read');
  await feed.markThrough('ada', 'seen', 1);
  await feed.mark('ada', archivedId, 'unarchived');
  await dynamoFeed({ ...table, now: () => new Date(aMoment.getTime() + 60_000) }).bringBack('ada');
  const fence = await takeMessage(ledger, { ...message, at: aMoment });
  const stepped = await ledger.step({ ...message, fence, status: 'sent', at: aMoment });
  const ended = await jobs.end(run, { outcome: 'done', at: aMoment, count: 1, through: aMoment });

  expect(read).toEqual(before);
  expect([stepped, ended]).toEqual([true, true]);
  const kept = await items();
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.filter((item) => keys.includes(nameOf(item)) && item.tone === undefined)).toEqual([]);
  expect(kept).toContainEqual(
    expect.objectContaining({ pk: 'U#ada', sk: 'USER', email: 'ada@example.org', digestTime: '09:00' }),
  );
});

/** An archived and a snoozed item as they lie in the table, and whose inbox that is. An attribute here never changes. */
const lying = [
  { pk: 'U#grace', sk: 'USER', feedVersion: 4, returnsAt: 1_899_806_460 },
  ...[
    { name: 'n5', arrived: 1, shelf: 'archived#000000000001', readAt: 1_899_806_000_000 },
    { name: 'n6', arrived: 2, shelf: 'snoozed#1899806460000002' },
  ].map(({ name, ...place }) => ({
    pk: 'U#grace',
    sk: `N#${notificationId(name).slice('ntf_'.length)}`,
    notificationId: notificationId(name),
    workflow: 'message',
    category: 'general',
    priority: 'normal',
    title: name,
    body: '',
    createdAt: '2030-03-15T11:00:00.000Z',
    wasRead: true,
    expiresAt: 1_924_905_600,
    ...place,
  })),
];

test('an archived and a snoozed item that lie there are found on their shelves, and come back', async () => {
  for (const Item of lying) await table.client.send(new PutCommand({ TableName: table.name, Item }));
  const feed = dynamoFeed({ ...table, now: () => new Date(aMoment.getTime() + 60_000) });
  const titles = async (shelf: { archived?: boolean; snoozed?: boolean }) => {
    const slice = {
      userId: 'grace',
      state: await feed.state('grace'),
      status: 'all',
      archived: false,
      limit: 10,
      ...shelf,
    } as const;
    return (await feed.page(slice)).items.map(({ title, read }) => `${title}${read ? '' : ' unread'}`);
  };
  expect([await titles({ archived: true }), await titles({ snoozed: true }), await titles({})]).toEqual([['n5'], ['n6'], []]);

  await feed.bringBack('grace');
  await feed.mark('grace', notificationId('n5'), 'unarchived');

  expect(await titles({})).toEqual(['n6 unread', 'n5']);
});
