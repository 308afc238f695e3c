import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SenderTally } from '../../../core/feedback/rules/sender-health.ts';
import type { SenderTallies } from '../../../core/operations/ports/metrics.ts';
import { countedDays, dayOf, daysCounted } from '../../records/sender-days.ts';
import { batchGet } from '../table/batch-get.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { senderSinceKey, senderTallyKey } from './keys.ts';

/** How long a day is kept: longer than it counts, so that a late event does not make a day anew that TTL has just removed. */
const keptDays = 5 * countedDays;

/** What became of e-mails, counted in the table: an item a day, which takes a thousand events a second. */
export function dynamoSenderTallies(table: Table): SenderTallies {
  const { name: TableName, client } = table;
  return {
    async count(fate, sentAt, emails = 1) {
      // deliveries are many, and one too many of them does no harm
      if (fate !== 'delivered' && (await wasForgiven(table, sentAt))) return;
      await client.send(
        new UpdateCommand({
          TableName,
          Key: senderTallyKey(dayOf(sentAt)),
          UpdateExpression: 'SET expiresAt = :expiresAt ADD #fate :emails',
          ExpressionAttributeNames: { '#fate': fate },
          ExpressionAttributeValues: {
            ':expiresAt': epochSeconds(new Date(sentAt.getTime() + keptDays * 86_400_000)),
            ':emails': emails,
          },
        }),
      );
    },

    async sum(now) {
      const days = (await batchGet(table, daysCounted(now).map(senderTallyKey))) as Partial<SenderTally>[];
      const total = (fate: keyof SenderTally) => days.reduce((sum, day) => sum + (day[fate] ?? 0), 0);
      return { delivered: total('delivered'), bounced: total('bounced'), complained: total('complained') };
    },

    async startAnew(now) {
      await client.send(new PutCommand({ TableName, Item: { ...senderSinceKey, since: now.toISOString() } }));
      const days = daysCounted(now).map(senderTallyKey);
      await Promise.all(days.map((Key) => client.send(new DeleteCommand({ TableName, Key }))));
    },
  };
}

/** Whether an e-mail was sent before somebody decided that what was sent so far shall not count. */
async function wasForgiven({ name, client }: Table, sentAt: Date): Promise<boolean> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: senderSinceKey, ConsistentRead: true }));
  return Item !== undefined && sentAt < new Date(Item.since);
}
