import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoDueItems } from '../../adapters/dynamodb/scheduling/due-items.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { carryOver } from '../../bin/operator/restore/carry-over.ts';
import { pauseSending } from '../../bin/operator/restore/pause-sending.ts';
import { targetOf } from '../../bin/operator/restore/restorable.ts';
import { queueKeys } from '../../contract/channels/channels.ts';
import { digestBucketOf, digestShardOf } from '../../core/digests/rules/digest-bucket.ts';
import { bucketOf } from '../../core/scheduling/rules/due-time.ts';
import { deleteUser } from '../../core/users/delete-user.ts';
import { type DynamodbEmulator, startDynamodbEmulator } from '../dynamodb-emulator.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../world.ts';
import { before, later, twoTables } from './two-tables.ts';

const expiresAt = new Date('2031-01-01T00:00:00Z');
const due = new Date(aMoment.getTime() + 2 * 3_600_000);
const times = { leaseSeconds: 40, ambiguousWaitSeconds: 120, now: later };

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(async () => {
  await emulator.stop();
});

async function enterQueued(table: Table, name: string, createdAt = before): Promise<string> {
  const id = notificationId(name);
  const events = [{ status: 'queued' as const, at: createdAt.toISOString() }];
  await dynamoLedger(table).enter({
    notification: aNotification({ id, createdAt }),
    messages: [aMessage({ notificationId: id, events })],
    expiresAt,
  });
  return id;
}

function find(table: Table, id: string) {
  return dynamoLedger(table).find({ ...times, notificationId: id, channel: 'email' });
}

async function send(table: Table, id: string): Promise<void> {
  const ledger = dynamoLedger(table);
  const found = await find(table, id);
  if (found.outcome !== 'free') throw new Error(`${id} is ${found.outcome}`);
  const fence = (await ledger.take(found, { status: 'sending', at: later, leaseSeconds: 40 })) ?? 0;
  await ledger.step({ notificationId: id, channel: 'email', fence, at: later, status: 'sent', providerId: 'p1' });
}

describe('what is carried over into a restored table', () => {
  test('is what was sent since, so that nothing sends it again', async () => {
    const tables = await twoTables(emulator);
    for (const table of [tables.from, tables.to]) await enterQueued(table, 'sent-since');
    await send(tables.from, notificationId('sent-since'));
    expect(await find(tables.to, notificationId('sent-since'))).toMatchObject({ outcome: 'free' }); // as the restore alone leaves it

    expect(await carryOver(aMoment, tables)).toEqual({ notifications: 1, erasures: 0, others: 0 });

    expect(await find(tables.to, notificationId('sent-since'))).toMatchObject({ outcome: 'finished' });
  });

  test('is what was published since, which still waits in its queue', async () => {
    const tables = await twoTables(emulator);
    const id = await enterQueued(tables.from, 'published-since', later);

    await carryOver(aMoment, tables);

    expect(await find(tables.to, id)).toMatchObject({ outcome: 'free', notification: { id } });
  });

  test('is nothing that has not moved since', async () => {
    const tables = await twoTables(emulator);
    await enterQueued(tables.from, 'before');

    expect(await carryOver(aMoment, tables)).toEqual({ notifications: 0, erasures: 0, others: 0 });
    expect(await find(tables.to, notificationId('before'))).toEqual({ outcome: 'missing' });
  });

  test('is what releases a held notification, and what cancels it by its key', async () => {
    const tables = await twoTables(emulator);
    const id = notificationId('held-since');
    const message = {
      notificationId: id,
      status: 'scheduled',
      dueAt: due,
      events: [{ status: 'scheduled', at: later.toISOString() }],
    } as const;
    await dynamoLedger(tables.from).enter({
      notification: aNotification({ id, createdAt: later, cancellationKey: 'order-9' }),
      messages: [aMessage({ ...message, events: [...message.events] })],
      dueAts: [due],
      expiresAt,
    });

    await carryOver(aMoment, tables);

    const { items } = await dynamoDueItems(tables.to).list({ bucket: bucketOf(due), limit: 10 });
    expect(items).toEqual([{ notificationId: id, dueAt: due }]);
    const { notificationIds } = await dynamoCancellations(tables.to).list({ key: 'order-9', limit: 10 });
    expect(notificationIds).toEqual([id]);
  });

  async function enterDigesting(table: Table, name: string, at: Date): Promise<string> {
    const id = notificationId(name);
    const entry = {
      notificationId: id,
      userId: 'ada',
      channel: 'email',
      category: 'general',
      title: 't',
      body: 'b',
      createdAt: at,
    } as const;
    const clock = { time: '08:00', zone: 'UTC', weekday: 'monday' } as const;
    await dynamoLedger(table).enter({
      notification: aNotification({ id, createdAt: at }),
      messages: [aMessage({ notificationId: id, status: 'digesting', events: [{ status: 'digesting', at: at.toISOString() }] })],
      digestEntry: { entry, frequency: 'daily', clock, now: at },
      expiresAt,
    });
    return id;
  }

  test('is what waits for a digest, with its digest', async () => {
    const { from, to } = await twoTables(emulator);
    const id = await enterDigesting(from, 'digested-since', later);
    const state = await dynamoDigests(from).state('ada', 'daily');

    await carryOver(aMoment, { from, to });

    const digests = dynamoDigests(to);
    expect(await digests.state('ada', 'daily')).toEqual(state);
    const { entries } = await digests.entries({ userId: 'ada', frequency: 'daily', number: state.number, limit: 10 });
    expect(entries).toMatchObject([{ notificationId: id }]);
    const found = await digests.due({ bucket: digestBucketOf(state.due?.at ?? due), shard: digestShardOf('ada'), limit: 10 });
    expect(found.digests).toMatchObject([{ userId: 'ada', number: state.number }]);
  });

  test('is what was canceled out of a digest, which then does not tell of it', async () => {
    const { from, to } = await twoTables(emulator);
    const [id = '', other] = ['canceled-since', 'stays'].map((name) => notificationId(name));
    for (const table of [from, to]) for (const name of ['canceled-since', 'stays']) await enterDigesting(table, name, before);
    await dynamoLedger(from).cancel({ notificationId: id, at: later, expiresAt });

    await carryOver(aMoment, { from, to });

    const { number } = await dynamoDigests(to).state('ada', 'daily');
    const { entries } = await dynamoDigests(to).entries({ userId: 'ada', frequency: 'daily', number, limit: 10 });
    expect(entries.map((entry) => entry.notificationId)).toEqual([other]);
    expect((await dynamoLedger(to).read(id))?.messages).toMatchObject([{ status: 'canceled', reason: 'canceled' }]);
  });

  test('is a message that was sent, though its last event has an earlier time', async () => {
    const tables = await twoTables(emulator);
    for (const table of [tables.from, tables.to]) await enterQueued(table, 'skewed');
    const id = notificationId('skewed');
    await send(tables.from, id);
    const receipt = {
      notificationId: id,
      channel: 'email',
      id: 'd1',
      at: before,
      status: 'delivered',
      address: 'ada@example.com',
    } as const;
    await dynamoLedger(tables.from).recordReceipt(receipt);

    await carryOver(aMoment, tables);

    expect(await find(tables.to, id)).toMatchObject({ outcome: 'finished' });
  });

  test('is a cancellation that came ahead of its notification', async () => {
    const tables = await twoTables(emulator);
    const id = notificationId('canceled-ahead');
    await dynamoLedger(tables.from).cancel({ notificationId: id, at: later, expiresAt });

    await carryOver(aMoment, tables);

    await enterQueued(tables.to, 'canceled-ahead', later);
    expect(await find(tables.to, id)).toMatchObject({ outcome: 'finished' });
  });

  test('is what a call with an idempotency key was answered', async () => {
    const tables = await twoTables(emulator);
    const claim = { caller: 'shop', key: 'order-1', requestHash: 'h', unorderedHash: 'h', leaseSeconds: 40, now: later };
    await dynamoIdempotency(tables.from).claim(claim);
    await dynamoIdempotency(tables.from).complete({ caller: 'shop', key: 'order-1', answer: { id: 'req_1' } as never });

    await carryOver(aMoment, tables);

    expect(await dynamoIdempotency(tables.to).claim(claim)).toMatchObject({ outcome: 'done' });
  });

  test('is an erasure, whenever it came', async () => {
    const tables = await twoTables(emulator);
    const { from, to } = tables;
    for (const table of [from, to]) {
      await dynamoUsers(table).upsert('ada', { email: 'ada@example.com' }, before);
      await enterQueued(table, 'before-erasure');
    }
    const id = await enterQueued(from, 'since', later);
    await carryOver(aMoment, tables);
    expect(await find(to, id)).toMatchObject({ outcome: 'free' });

    await deleteUser('ada', { records: dynamoUserRecords(from), now: () => later });
    expect(await carryOver(aMoment, tables, { keepErased: true })).toMatchObject({ erasures: 0 });
    expect((await dynamoUsers(to).getMany(['ada'])).size).toBe(1);
    expect(await carryOver(aMoment, tables)).toMatchObject({ erasures: 1 });

    for (const name of ['before-erasure', 'since']) expect(await find(to, notificationId(name))).toEqual({ outcome: 'missing' });
    expect((await dynamoUserRecords(to).page({ userId: 'ada', limit: 50 })).records).toEqual([]);
    expect((await dynamoUsers(to).getMany(['ada'])).size).toBe(0);
  });

  test('takes back nothing that has gone further in the restored table', async () => {
    const tables = await twoTables(emulator);
    const id = await enterQueued(tables.from, 'sent-after-the-switch', later);
    await carryOver(aMoment, tables);
    await send(tables.to, id);

    await carryOver(aMoment, tables);

    expect(await find(tables.to, id)).toMatchObject({ outcome: 'finished' });
  });

  test('is what forbids: suppressions, cancellations and revoked keys', async () => {
    const { from, to } = await twoTables(emulator);
    const key = { id: 'key_1', hash: 'h1', name: 'app', kind: 'live', createdAt: before } as const;
    for (const table of [from, to]) await dynamoApiKeys(table).add(key);
    await dynamoApiKeys(from).revoke('key_1', later);
    await dynamoSuppressions(from).add({ address: 'ada@example.com', reason: 'complaint', at: later } as never);
    await dynamoCancellations(from).note('order-1', later, expiresAt);

    await carryOver(aMoment, { from, to });

    expect(await dynamoApiKeys(to).list()).toMatchObject([{ id: 'key_1', revokedAt: later }]);
    expect(await dynamoSuppressions(to).find('ada@example.com')).toMatchObject({ reason: 'complaint' });
    expect(await dynamoCancellations(to).find('order-1')).toEqual(later);
  });
});

test('every queue is paused in both tables, and a pause that somebody made stays as it is', async () => {
  const { from, to } = await twoTables(emulator);
  await dynamoPauses(from).pause('email', { why: 'the logo is wrong' });

  const paused = await pauseSending([from, to], { why: 'it is being restored', quiet: async () => {}, tell: () => {} });

  expect(paused).toEqual(queueKeys());
  expect(await dynamoPauses(from).find('email')).toEqual({ why: 'the logo is wrong' });
  for (const queue of queueKeys()) expect(await dynamoPauses(to).find(queue)).toEqual({ why: 'it is being restored' });
});

test('the same instant of a stage has the same table, so that a command that was stopped goes on', () => {
  expect(targetOf('prod', new Date('2030-03-31T01:30:00Z'))).toBe('bellhop-prod-20300331T013000');
});
