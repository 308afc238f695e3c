import type { NewInboxItem } from '../../../core/channels/inbox/ports/feed.ts';
import { raiseVersion, readOpenFeedState } from '../channels/inbox/feed-state.ts';
import { toStoredInboxItem } from '../channels/inbox/inbox-item.ts';
import { dueItemKey } from '../scheduling/keys.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';

/** What is written in one transaction with a notification's messages. */
export type Beside = {
  notificationId: string;
  inboxItem?: NewInboxItem | undefined;
  dueAts?: readonly Date[] | undefined;
  expiresAt: Date;
};

/** Longer than any outage that a sweep has to make up for. */
const dueItemDays = 30;

/**
 * Makes the transaction's parts for it. An inbox item counts on nothing else having changed its inbox meanwhile; nothing when it is for a
 * user who was deleted.
 */
export async function besideParts(table: Table, { notificationId, inboxItem, dueAts = [], expiresAt }: Beside) {
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName: table.name, Item } });
  const parts = toDueItems(notificationId, dueAts).map(put);
  if (inboxItem === undefined) return parts;

  const state = await readOpenFeedState(table, inboxItem.userId);
  if (state === undefined) return undefined;
  const item = put(toStoredInboxItem(inboxItem, state.version + 1, expiresAt));
  return [...parts, item, raiseVersion(table, inboxItem.userId, state)];
}

/** What is found by a sweep, one item an instant. */
export function toDueItems(notificationId: string, dueAts: readonly Date[]) {
  const instants = new Set(dueAts.map((dueAt) => dueAt.getTime()));
  return [...instants].map((time) => toDueItem(notificationId, new Date(time)));
}

function toDueItem(notificationId: string, dueAt: Date) {
  const removedAt = new Date(dueAt.getTime() + dueItemDays * 86_400_000);
  return {
    ...dueItemKey({ notificationId, dueAt }),
    notificationId,
    dueAt: dueAt.toISOString(),
    expiresAt: epochSeconds(removedAt),
  };
}
