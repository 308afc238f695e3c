import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { TransactGetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Feed, FeedState, Mark } from '../../../../core/channels/inbox/ports/feed.ts';
import {
  cameAt,
  type InboxPosition,
  nextReturn,
  placeAfter,
  snoozedAt,
  snoozeEnd,
  standing,
} from '../../../records/inbox-position.ts';
import { batchGet } from '../../table/batch-get.ts';
import { contended } from '../../table/contended.ts';
import type { Table } from '../../table/table.ts';
import { hasExpired } from '../../table/time-to-live.ts';
import { userKey } from '../../users/keys.ts';
import { bringBack } from './bring-back.ts';
import { countByCategory, countFeed } from './feed-counts.ts';
import { readFeedPage } from './feed-page.ts';
import { isNotErased, raiseVersion, readFeedState, toFeedState } from './feed-state.ts';
import { isInboxItem, placeOf } from './inbox-item.ts';
import { inboxItemKey, padVersion, shelf, snoozedShelf } from './keys.ts';
import { readMarks } from './read-marks.ts';

/** Keeps inboxes in the table. */
export function dynamoFeed(table: Table): Feed {
  return {
    state: (userId, { fresh } = { fresh: false }) => readFeedState(table, userId, { fresh }),
    page: (slice) => readFeedPage(table, slice),
    counts: (userId, state, only) => countFeed(table, userId, { state, ...only }),
    countsByCategory: (userId, state) => countByCategory(table, userId, state),
    bringBack: (userId) => contended('the inbox', () => bringBack(table, userId)),
    ...dynamoInboxReads(table),
    marks: (userId, notificationId) => readMarks(table, userId, notificationId),
    mark: (userId, notificationId, mark) => contended('the inbox', () => markItem(table, { userId, notificationId, mark })),
    markThrough: (userId, mark, version) => contended('the inbox', () => markThrough(table, { userId, mark, version })),
  };
}

/** Which notifications a user has read in their inbox: all that planning asks of one. */
export function dynamoInboxReads(table: Table): Pick<Feed, 'read'> {
  return { read: (userId, notificationIds) => readOf(table, userId, notificationIds) };
}

/** The user's item comes first, in the same request when it fits: what is above the watermark can only have been read since. */
async function readOf(table: Table, userId: string, notificationIds: readonly string[]): Promise<Set<string>> {
  const keys = [userKey(userId), ...notificationIds.map((id) => inboxItemKey(userId, id))];
  const items = await batchGet(table, keys);
  const state = toFeedState(items.find(({ sk }) => sk === userKey(userId).sk));
  const stored = items.filter((item) => isInboxItem(item)); // neither the user nor the trace of what never was in the inbox
  return new Set(stored.filter((item) => standing(placeOf(item), state).read).map(({ notificationId }) => notificationId));
}

async function markItem(
  table: Table,
  { userId, notificationId, mark }: { userId: string; notificationId: string; mark: Mark },
): Promise<FeedState | undefined> {
  // in one snapshot: an item read before another mark and a version read after it would undo that mark
  const keys = [userKey(userId), inboxItemKey(userId, notificationId)];
  const gets = keys.map((Key) => ({ Get: { TableName: table.name, Key } }));
  const { Responses } = await table.client.send(new TransactGetCommand({ TransactItems: gets }));
  const state = toFeedState(Responses?.[0]?.Item);
  const stored = Responses?.[1]?.Item;
  if (!isInboxItem(stored) || hasExpired(stored, table.now()) || Responses?.[0]?.Item?.erasedAt !== undefined) return undefined;
  const meant = typeof mark === 'object' ? { until: snoozeEnd(mark, new Date(stored.expiresAt * 1000)) } : mark;
  const place = placeAfter(meant, placeOf(stored), state);
  if (place === undefined) return state;
  const returning = place.snoozedUntil && { returnsAt: nextReturn(state, place.snoozedUntil) };

  await table.client.send(
    new TransactWriteCommand({
      TransactItems: [
        raiseVersion(table, userId, state, returning),
        movePlace(table, inboxItemKey(userId, notificationId), { place, mark }),
      ],
    }),
  );
  return { ...state, ...returning, version: state.version + 1 };
}

/** Notes when, the first time, in the write that is made anyway: the timeline of its notification tells it. */
function movePlace({ name, now }: Table, Key: { pk: string; sk: string }, { place, mark }: { place: InboxPosition; mark: Mark }) {
  const { unread, seen, archived, snoozedUntil, wasRead } = place;
  const noted = mark === 'seen' ? 'seenAt' : mark === 'read' || mark === 'archived' ? 'readAt' : undefined;
  const set = [
    'shelf = :shelf',
    ...(unread === undefined ? [] : ['unread = :unread']),
    ...(seen ? ['seen = :true'] : []),
    ...(wasRead ? ['wasRead = :true'] : []),
    ...(noted ? [`${noted} = if_not_exists(${noted}, :now)`] : []),
  ];
  const remove = [...(unread === undefined ? ['unread'] : []), ...(seen ? [] : ['seen'])];
  return {
    Update: {
      TableName: name,
      Key,
      UpdateExpression: `SET ${set.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
      ConditionExpression: 'attribute_exists(pk)', // it may have been removed since, its time being up
      ExpressionAttributeValues: {
        ':shelf': snoozedUntil ? snoozedShelf(snoozedAt(snoozedUntil, place)) : shelf(archived, cameAt(place)),
        ...(unread !== undefined && { ':unread': padVersion(unread) }),
        ...((seen || wasRead) && { ':true': true }),
        ...(noted && { ':now': now().getTime() }),
      },
    },
  };
}

async function markThrough(
  table: Table,
  { userId, mark, version }: { userId: string; mark: 'read' | 'seen'; version: number },
): Promise<FeedState> {
  if (version < 1) return readFeedState(table, userId, { fresh: true });
  const watermark = mark === 'read' ? 'readThrough' : 'seenThrough';
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: userKey(userId),
        UpdateExpression: `SET ${watermark} = :through, ${watermark}At = :now ADD feedVersion :one`,
        ConditionExpression: `feedVersion >= :through AND (attribute_not_exists(${watermark}) OR ${watermark} < :through) AND ${isNotErased}`,
        ExpressionAttributeValues: { ':through': version, ':one': 1, ':now': table.now().getTime() },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return toFeedState(Attributes);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  const state = await readFeedState(table, userId, { fresh: true });
  // a version that is still to come would swallow what arrives until then
  return version > state.version && state.version > state[watermark]
    ? markThrough(table, { userId, mark, version: state.version })
    : state;
}
