import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { FeedState } from '../../../../core/channels/inbox/ports/feed.ts';
import type { Table } from '../../table/table.ts';
import { epochSeconds } from '../../table/time-to-live.ts';
import { userKey } from '../../users/keys.ts';

/** Where a user's inbox stands: one read of the user's item, half a read unit unless `fresh`. */
export async function readFeedState({ name, client }: Table, userId: string, { fresh }: { fresh: boolean }): Promise<FeedState> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: userKey(userId), ConsistentRead: fresh }));
  return toFeedState(Item);
}

/** The same, read fresh; nothing when the user was deleted. */
export async function readOpenFeedState({ name, client }: Table, userId: string): Promise<FeedState | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: userKey(userId), ConsistentRead: true }));
  return Item?.erasedAt === undefined ? toFeedState(Item) : undefined;
}

/** The condition that a user was not deleted; one who was never known has not been. */
export const isNotErased = 'attribute_not_exists(erasedAt)';

/** The same as a part of a transaction that writes nothing to the user's item. */
export function userIsNotErased({ name: TableName }: Table, userId: string) {
  return { ConditionCheck: { TableName, Key: userKey(userId), ConditionExpression: isNotErased } };
}

/** Until when a browser of the user may be connected, as their item says. */
export function liveIn({ liveUntil }: Record<string, unknown>): { liveUntil?: Date } {
  return typeof liveUntil === 'number' ? { liveUntil: new Date(liveUntil * 1000) } : {};
}

/** Before when no snoozed item comes back, as the user's item says. */
function returnIn({ returnsAt }: Record<string, unknown>): { returnsAt?: Date } {
  return typeof returnsAt === 'number' ? { returnsAt: new Date(returnsAt * 1000) } : {};
}

/** The part of a user's item that says where their inbox stands; all zero before anything happened in it. */
export function toFeedState(item: Record<string, unknown> = {}): FeedState {
  const { feedVersion: version = 0, seenThrough = 0, readThrough = 0 } = item as Record<string, number | undefined>;
  return { version, seenThrough, readThrough, ...liveIn(item), ...returnIn(item) };
}

/**
 * The transaction's part that raises an inbox from the version it was read at to the next, or by as many as are given, and notes when a
 * snoozed item comes back: `null` when there is none. Whatever changes an inbox in the same transaction can rely on nothing else having changed in between.
 */
export function raiseVersion(
  { name }: Table,
  userId: string,
  from: FeedState,
  { by = 1, returnsAt }: { by?: number; returnsAt?: Date | null } = {},
) {
  const noted = returnsAt ? ', returnsAt = :returns' : returnsAt === null ? ' REMOVE returnsAt' : '';
  return {
    Update: {
      TableName: name,
      Key: userKey(userId),
      UpdateExpression: `SET feedVersion = :next${noted}`,
      ConditionExpression: `${from.version === 0 ? 'attribute_not_exists(feedVersion)' : 'feedVersion = :read'} AND ${isNotErased}`,
      ExpressionAttributeValues: {
        ':next': from.version + by,
        ...(from.version > 0 && { ':read': from.version }),
        ...(returnsAt && { ':returns': epochSeconds(returnsAt) }),
      },
    },
  };
}
