import { findMessage } from '../../../adapters/dynamodb/delivery/ledger-find.ts';
import { toStoredMessage } from '../../../adapters/dynamodb/delivery/message-item.ts';
import { toStoredNotification } from '../../../adapters/dynamodb/delivery/notification-item.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import { aMessage, aMoment, aNotification } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';

type Both = { notification: NotificationRecord; message: MessageRecord };

/** A table of which a read at half the price is answered as it was a moment ago, or before there was anything; `reads` counts those at each price. */
function behind(was: Both | undefined, is: Both) {
  const reads = { half: 0, full: 0 };
  const send = async ({ input }: { input: { RequestItems: { t: { Keys: { sk: string }[]; ConsistentRead: boolean } } } }) => {
    const { Keys, ConsistentRead } = input.RequestItems.t;
    reads[ConsistentRead ? 'full' : 'half'] += 1;
    const seen = ConsistentRead ? is : was;
    const toItem = ({ sk }: { sk: string }, { notification, message }: Both) =>
      sk === 'META' ? toStoredNotification(notification, farAway) : toStoredMessage(message, farAway);
    return { Responses: { t: seen === undefined ? [] : Keys.map((key) => toItem(key, seen)) } };
  };
  return { table: { name: 't', client: { send }, now: () => aMoment } as unknown as Table, reads };
}

const find = (table: Table, afresh?: boolean) => {
  const { id } = aNotification();
  const wanted = { notificationId: id, channel: 'email' as const, leaseSeconds: 60, ambiguousWaitSeconds: 120, now: aMoment };
  return findMessage(table, { ...wanted, ...(afresh && { afresh }) });
};
const queued: Both = { notification: aNotification(), message: aMessage() };
const sent: Both = { ...queued, message: aMessage({ status: 'sent' }) };

test('what tells of a batch is delivered as it was closed, though a read may be a moment behind', async () => {
  const held = aNotification({ batchKey: 'k' });
  const batch = { count: 2, items: [], actors: [], more_actors: 0, closed_at: aMoment.toISOString() };
  const { table } = behind({ ...queued, notification: held }, { ...queued, notification: { ...held, batch } });

  expect(await find(table)).toMatchObject({ outcome: 'free', notification: { batch: { count: 2 } } });
});

test('any other is read once, message and notification together, at half the price', async () => {
  const { table, reads } = behind(queued, queued);

  expect(await find(table)).toMatchObject({ outcome: 'free', fence: 0 });
  expect(reads).toEqual({ half: 1, full: 0 });
});

test('whatever else a read that may be a moment behind says is looked at as it is now', async () => {
  expect(await find(behind(sent, queued).table)).toMatchObject({ outcome: 'free' });
  expect(await find(behind(undefined, queued).table)).toMatchObject({ outcome: 'free' });
  expect(await find(behind(queued, sent).table, true)).toEqual({ outcome: 'finished' });
});
