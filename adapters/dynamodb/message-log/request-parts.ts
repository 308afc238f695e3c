import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { LogEntry, LogPage, LogSlice, OnlyParts } from '../../../core/message-log/ports/message-log.ts';
import { timeInUlid } from '../../../core/publishing/rules/derived-id.ts';
import { isAbout, parsePlace, placeBehind, placeOf } from '../../records/log-place.ts';
import { requestPartition, requestPartKey } from '../publishing/keys.ts';
import type { StoredPart } from '../publishing/requests.ts';
import { batchGet } from '../table/batch-get.ts';
import { type Key, shards } from '../table/key.ts';
import { mergePartitions } from '../table/merge-partitions.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { requestLog } from './keys.ts';

/** A part of a request, or a notification that stands for itself, by its place in the list of all. */
type Listed = { place: string; item: Record<string, unknown> | undefined };
type Range = { from: string; to: string; limit: number };

/** Finds parts newest first, between two places that are both included, and whether there are more. */
type FindParts = (table: Table, range: Range) => Promise<{ parts: Listed[]; more: boolean }>;

const behindAll = '~';

/**
 * The notifications of the parts that are found, newest first. A place is a part's, and behind it a notification's ULID where a
 * slice ends within a part.
 */
export async function sliceOfParts(
  table: Table,
  page: LogPage,
  { only, find }: { only: OnlyParts; find: FindParts },
): Promise<LogSlice> {
  const { before = behindAll, since, until, limit } = page;
  const end = parsePlace(before);
  const newest = until === undefined ? behindAll : timeInUlid(until);
  const range = { from: since === undefined ? '0' : timeInUlid(since), to: end.part < newest ? end.part : newest };
  const { parts, more } = await find(table, { ...range, limit: limit + 1 });

  const looked: LogEntry[] = [];
  let last: string | undefined;
  const behind = parts.filter(({ place }) => place !== end.part || end.ulid !== undefined); // or the slice before had all of it
  for (const { place, item } of behind.slice(0, limit)) {
    last = placeBehind(place, item, only);
    const ulids = item === undefined || !isThere(table, item) || !isAbout(item, only) ? [] : ulidsIn(item);
    const left = ulids.filter((ulid) => place !== end.part || end.ulid === undefined || ulid < end.ulid);
    looked.push(...left.map((ulid) => ({ place: placeOf(place, ulid), notificationId: `ntf_${ulid}` })));
    if (looked.length > limit) return { entries: looked.slice(0, limit), next: looked[limit - 1]?.place };
  }
  const goesOn = more || behind.length > limit;
  return { entries: looked, ...(goesOn && last !== undefined && { next: last }) };
}

/** Finds the parts of all requests, by the index. */
export async function partsOfAll(table: Table, range: Range): Promise<{ parts: Listed[]; more: boolean }> {
  const partitions = Array.from({ length: shards }, (_, shard) => requestLog(shard));
  const index = { name: 'log', partition: 'logged', sort: 'loggedAs' };
  const found = await mergePartitions<Key & { loggedAs: string }>(table, { ...range, partitions, newestFirst: true, index });
  const keys = found.items.map(({ pk, sk }) => ({ pk, sk }));
  const items = await batchGet(table, keys, { fresh: false });
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  return {
    parts: found.items.map(({ pk, sk, loggedAs }) => ({ place: loggedAs, item: byKey.get(`${pk} ${sk}`) })),
    more: found.more,
  };
}

/** Finds the parts of one request, by its own key; they have the places that the index gives them. */
export function partsOfRequest(requestId: string): FindParts {
  const ulid = requestId.slice('req_'.length);
  const first = requestPartKey(requestId, 0).sk;
  return async ({ name, client }, { from, to, limit }) => {
    if (`${ulid}#` > to || `${ulid}~` < from) return { parts: [], more: false };
    const last = to.startsWith(`${ulid}#`) ? `P#${to.slice(ulid.length + 1)}` : 'P#~';
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': requestPartition(requestId), ':first': first, ':last': last },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    const parts = Items.map((item) => ({ place: `${ulid}#${String(item.sk).slice('P#'.length)}`, item }));
    return { parts, more: LastEvaluatedKey !== undefined };
  };
}

function isThere({ now }: Table, { expiresAt }: Record<string, unknown>): boolean {
  return !hasExpired({ expiresAt: Number(expiresAt) }, now());
}

/** The ULIDs of the notifications in a part, newest first; a notification that stands for itself is its own. */
function ulidsIn(item: Record<string, unknown>): string[] {
  const { ulids, id } = item as Partial<StoredPart> & { id?: string };
  return id === undefined ? [...(ulids ?? [])].sort().reverse() : [id.slice('ntf_'.length)];
}
