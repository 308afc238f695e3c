import { dynamoBatches } from '../../adapters/dynamodb/batches/batches.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoWorkflowPauses } from '../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoResends } from '../../adapters/dynamodb/message-log/resends.ts';
import { dynamoRequests } from '../../adapters/dynamodb/publishing/requests.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { carryOver } from '../../bin/operator/restore/carry-over.ts';
import { pauseSending } from '../../bin/operator/restore/pause-sending.ts';
import { derivedUlid } from '../../core/publishing/rules/derived-id.ts';
import { deleteUser } from '../../core/users/delete-user.ts';
import type { Delivery } from '../../core/webhooks/ports/webhooks.ts';
import { type DynamodbEmulator, startDynamodbEmulator } from '../dynamodb-emulator.ts';
import { aMessage, aMoment, aNotification } from '../world.ts';
import { before, later, twoTables } from './two-tables.ts';

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());

const expiresAt = new Date('2031-01-01T00:00:00Z');
const quietly = { why: 'it is being restored', quiet: async () => {}, tell: () => {} };

/** Enters an e-mail to somebody whom nobody made a user; `idTime` is what its id begins with. */
async function publishTo(userId: string, at: Date, table: Table, idTime = at): Promise<string> {
  const id = `ntf_${derivedUlid(idTime, userId)}`;
  const events = [{ status: 'queued' as const, at: at.toISOString() }];
  const messages = [aMessage({ notificationId: id, events })];
  await dynamoLedger(table).enter({ notification: aNotification({ id, userId, createdAt: at }), messages, expiresAt });
  return id;
}

describe('who was published to, and never made a user,', () => {
  test('is erased where they were erased since, and nobody else', async () => {
    const { from, to } = await twoTables(emulator);
    const ids = await Promise.all(['passer-by', 'still-there'].map((user) => publishTo(user, before, to)));
    for (const user of ['passer-by', 'still-there']) await publishTo(user, before, from);
    await deleteUser('passer-by', { records: dynamoUserRecords(from), now: () => later });

    expect(await carryOver(aMoment, { from, to }, { keepErased: true })).toMatchObject({ erasures: 0 });
    expect(await carryOver(aMoment, { from, to })).toMatchObject({ erasures: 1 });

    const there = await Promise.all(ids.map((id) => dynamoLedger(to).read(id)));
    expect(there.map((found) => found?.notification.userId)).toEqual([undefined, 'still-there']);
  });

  test('is not taken for erased when they were published to after the switch, by whatever time their id begins with', async () => {
    const { from, to } = await twoTables(emulator);
    const id = await publishTo('newcomer', later, to, before);

    expect(await carryOver(aMoment, { from, to })).toMatchObject({ erasures: 0 });

    expect(await dynamoLedger(to).read(id)).toBeDefined();
  });
});

test('a workflow that is paused is paused in the restored table too, for the same reason and since the same time', async () => {
  const { from, to } = await twoTables(emulator);
  const pause = { since: later, why: 'the price is wrong' };
  await dynamoWorkflowPauses(from).pause('invoice-due', pause);

  await pauseSending([from, to], quietly);

  expect(await dynamoWorkflowPauses(to).list()).toEqual(new Map([['invoice-due', pause]]));
});

test('what was sent again since is known to have been, and so is what is sent again after the switch', async () => {
  const { from, to } = await twoTables(emulator);
  const [notificationId = ''] = await Promise.all([from, to].map((table) => publishTo('ada', before, table)));
  const resendAs = (name: string) => ({ id: `ntf_${derivedUlid(later, name)}`, at: later, channels: ['email' as const] });
  const resentAs = async () => (await dynamoLedger(to).read(notificationId))?.notification.resentAs;
  await dynamoResends(from).note({ notificationId, resend: resendAs('once'), after: 0 });

  await carryOver(aMoment, { from, to });
  expect(await resentAs()).toEqual([resendAs('once')]);
  await dynamoResends(to).note({ notificationId, resend: resendAs('twice'), after: 1 });
  await carryOver(aMoment, { from, to });

  expect(await resentAs()).toEqual([resendAs('once'), resendAs('twice')]);
});

test('a run to many that went on since has found whom it found, and one that goes on after the switch more', async () => {
  const { from, to } = await twoTables(emulator);
  const part = (requestId: string, from: number, ids: readonly string[], isLast: boolean) => {
    const notificationIds = ids.map((id) => `ntf_${derivedUlid(before, id)}`);
    const run = { workflow: 'greeting', topic: 'hall', test: false, requestedAt: before, refused: [], expiresAt };
    return { ...run, requestId, from, notificationIds, isLast };
  };
  for (const id of ['req_ended', 'req_goes_on'])
    for (const table of [from, to]) await dynamoRequests(table).note(part(id, 0, ['a'], false));
  await dynamoRequests(from).note(part('req_ended', 0, ['a', 'b'], true));
  await dynamoRequests(to).note(part('req_goes_on', 0, ['a', 'c'], false));

  await carryOver(aMoment, { from, to });

  const last = await Promise.all(['req_ended', 'req_goes_on'].map((id) => dynamoRequests(to).lastPart(id)));
  expect(last.map((each) => [each?.isLast, each?.notificationIds.length])).toEqual([
    [true, 2],
    [false, 2],
  ]);
});

test('what was planned again since stands as that plan has it', async () => {
  const { from, to } = await twoTables(emulator);
  const [id, nextDay] = [`ntf_${derivedUlid(before, 'held')}`, new Date(later.getTime() + 86_400_000)];
  const held = { channel: 'sms', decision: 'hold', held_for: 'delay', until: later.toISOString(), because: 'it waits' } as const;
  const events = [{ status: 'scheduled' as const, at: before.toISOString() }];
  const message = aMessage({ notificationId: id, channel: 'sms', status: 'scheduled', address: undefined, dueAt: later, events });
  for (const table of [from, to]) {
    const notification = aNotification({ id, createdAt: before, explanation: [held] });
    await dynamoLedger(table).enter({ notification, messages: [message], expiresAt });
  }
  const again = { ...held, held_for: 'undelivered', until: nextDay.toISOString() } as const;
  const move = {
    channel: 'sms',
    heldUntil: later,
    status: 'scheduled',
    dueAt: nextDay,
    detail: 'it waits for the push',
  } as const;
  await dynamoLedger(from).release({ notificationId: id, moves: [move], explanation: [again], at: later });

  await carryOver(aMoment, { from, to });

  const found = await dynamoLedger(to).read(id);
  expect(found?.notification.explanation).toEqual([again]);
  expect(found?.messages[0]?.dueAt).toEqual(nextDay);
});

test('what has joined an open batch since is in that batch', async () => {
  const { from, to } = await twoTables(emulator);
  const [ref, until] = [{ userId: 'ada', workflow: 'greeting', key: 'k' }, new Date(later.getTime() + 60_000)];
  const idOf = (name: string, at: Date): string => `ntf_${derivedUlid(at, name)}`;
  const open = { id: idOf('batch', before), until, count: 1, channels: ['email' as const] };
  const opener = aNotification({ id: idOf('opener', before), userId: 'ada', createdAt: before });
  const opens = { how: 'opens', ref, read: undefined, most: 100, batch: open } as const;
  for (const table of [from, to])
    await dynamoLedger(table).enter({ notification: opener, messages: [], batch: opens, expiresAt });
  const id = idOf('member', later);
  const member = aNotification({ id, userId: 'ada', createdAt: later, joined: { id: open.id, key: ref.key } });
  const joined = { ...open, count: 2 };
  const entry = { notificationId: id };
  const joins = { how: 'joins', ref, read: open, most: 100, batch: joined, entry, isFull: false, at: later } as const;
  await dynamoLedger(from).enter({ notification: member, messages: [], batch: joins, expiresAt });

  await carryOver(aMoment, { from, to });

  expect(await dynamoBatches(to).entries('ada', open.id)).toEqual([{ notificationId: id }]);
  expect(await dynamoBatches(to).find(ref)).toMatchObject({ id: open.id, count: 2 });
});

test('what a webhook was told since is not told again, but for what was asked for anew after the switch', async () => {
  const { from, to } = await twoTables(emulator);
  const delivery = (eventId: string): Delivery => ({
    webhookId: 'whk_1',
    eventId,
    body: '{}',
    status: 'pending',
    attempts: [],
    tries: 0,
    createdAt: before,
    expiresAt,
  });
  for (const table of [from, to]) await dynamoDeliveries(table).add([delivery('evt_1'), delivery('evt_2')]);
  await dynamoDeliveries(from).add([delivery('evt_3')]);
  for (const eventId of ['evt_1', 'evt_2']) await dynamoDeliveries(from).record(delivery(eventId), { status: 'delivered' });
  await dynamoDeliveries(to).renew(delivery('evt_2'), later);

  await carryOver(aMoment, { from, to });

  const found = await Promise.all(['evt_1', 'evt_2', 'evt_3'].map((eventId) => dynamoDeliveries(to).find('whk_1', eventId)));
  expect(found.map((each) => each?.status)).toEqual(['delivered', 'pending', 'pending']);
});
