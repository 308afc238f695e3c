import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger, MessageRecord, NotificationRecord } from '../../core/ports.ts';
import { cancellations, contended } from './contended.ts';
import { raiseVersion, readFeedState } from './feed-state.ts';
import { toStoredInboxItem } from './inbox-item.ts';
import { notificationPartition } from './keys.ts';
import { addMessage } from './ledger-add.ts';
import { claimMessage } from './ledger-claim.ts';
import { hearNews } from './ledger-hear.ts';
import { letGoOfMessage } from './ledger-let-go.ts';
import { stepMessage } from './ledger-step.ts';
import {
  type StoredMessage,
  type StoredNotification,
  toMessage,
  toNotification,
  toStoredMessage,
  toStoredNotification,
} from './message-item.ts';
import type { Table } from './table.ts';
import { hasExpired } from './time-to-live.ts';

type Entry = Parameters<Ledger['enter']>[0];

/** The send ledger in the table. */
export function dynamoLedger(table: Table): Ledger {
  return {
    enter: (entry) => contended('the inbox', () => enter(table, entry)),
    add: (addition) => contended('the notification', () => addMessage(table, addition)),
    read: (notificationId) => read(table, notificationId),
    claim: (claim) => claimMessage(table, claim),
    step: (step) => stepMessage(table, step),
    letGo: (held) => letGoOfMessage(table, held),
    hear: (news) => hearNews(table, news),
  };
}

async function enter(table: Table, entry: Entry): Promise<MessageRecord[]> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: await toTransaction(table, entry) }));
    return entry.messages;
  } catch (error) {
    const isThere = cancellations(error)?.[0] === 'ConditionalCheckFailed';
    if (!isThere) throw error;
  }
  return (await read(table, entry.notification.id))?.messages ?? []; // nothing only when its time is up, too
}

/** The notification comes first, so that the first reason for a cancelled transaction says whether it was there already. */
async function toTransaction(table: Table, { notification, messages, inboxItem, expiresAt }: Entry) {
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName: table.name, Item } });
  const meta = put(toStoredNotification(notification, expiresAt));
  const parts = [
    { Put: { ...meta.Put, ConditionExpression: 'attribute_not_exists(pk)' } },
    ...messages.map((message) => put(toStoredMessage(message, expiresAt))),
  ];
  if (inboxItem === undefined) return parts;

  const state = await readFeedState(table, inboxItem.userId, { fresh: true });
  return [
    ...parts,
    put(toStoredInboxItem(inboxItem, state.version + 1, expiresAt)),
    raiseVersion(table, inboxItem.userId, state),
  ];
}

async function read(
  table: Table,
  notificationId: string,
): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': notificationPartition(notificationId) },
      ConsistentRead: true,
    }),
  );
  const stored = Items.find(({ sk }) => sk === 'META') as StoredNotification | undefined;
  if (stored === undefined || hasExpired(stored, table.now())) return undefined;

  const messages = Items.filter(({ sk }) => sk.startsWith('M#')) as StoredMessage[];
  return { notification: toNotification(stored), messages: messages.map(toMessage) };
}
