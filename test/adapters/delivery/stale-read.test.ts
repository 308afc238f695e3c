import { findMessage } from '../../../adapters/dynamodb/delivery/ledger-find.ts';
import { toStoredMessage, toStoredNotification } from '../../../adapters/dynamodb/delivery/message-item.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { NotificationRecord } from '../../../core/delivery/ports/records.ts';
import { aMessage, aMoment, aNotification } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';

/** A table of which a read at half the price is answered as it was a moment ago; `reads` counts those at full price. */
function behind(was: NotificationRecord, is: NotificationRecord) {
  const reads = { fresh: 0 };
  const send = async ({ input }: { input: { RequestItems: { t: { Keys: { sk: string }[]; ConsistentRead: boolean } } } }) => {
    const { Keys, ConsistentRead } = input.RequestItems.t;
    const [{ sk } = { sk: '' }] = Keys;
    if (sk !== 'META') return { Responses: { t: [toStoredMessage(aMessage(), farAway)] } };
    if (ConsistentRead) reads.fresh += 1;
    return { Responses: { t: [toStoredNotification(ConsistentRead ? is : was, farAway)] } };
  };
  return { table: { name: 't', client: { send }, now: () => aMoment } as unknown as Table, reads };
}

const find = (table: Table) => {
  const { id } = aNotification();
  return findMessage(table, { notificationId: id, channel: 'email', leaseSeconds: 60, ambiguousWaitSeconds: 120, now: aMoment });
};

test('what tells of a batch is delivered as it was closed, though a read may be a moment behind', async () => {
  const held = aNotification({ batchKey: 'k' });
  const batch = { count: 2, items: [], actors: [], more_actors: 0, closed_at: aMoment.toISOString() };
  const { table } = behind(held, { ...held, batch });

  expect(await find(table)).toMatchObject({ outcome: 'free', notification: { batch: { count: 2 } } });
});

test('any other is read once, at half the price', async () => {
  const { table, reads } = behind(aNotification(), aNotification());

  expect(await find(table)).toMatchObject({ outcome: 'free' });
  expect(reads.fresh).toBe(0);
});
