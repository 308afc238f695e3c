import type { LogEntry, LogOf, LogPage, LogSlice, MessageLog } from '../../../core/message-log/ports/message-log.ts';
import { timeInUlid } from '../../../core/publishing/rules/derived-id.ts';
import { hashOfAddress } from '../../records/suppression-position.ts';
import { canceledTogetherPartition } from '../cancellation/keys.ts';
import { inboxItemPrefix } from '../channels/inbox/keys.ts';
import { shards } from '../table/key.ts';
import { mergePartitions } from '../table/merge-partitions.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { userPartition } from '../users/keys.ts';
import { addressPartition } from './keys.ts';
import { readLogged } from './read-logged.ts';
import { partsOfAll, partsOfRequest, sliceOfParts } from './request-parts.ts';

const behindAllUlids = '~';
const eachShard = Array.from({ length: shards }, (_, shard) => shard);

/** Reads the message log from the table: what was requested by an index, and the rest by items that lie there for other reasons. */
export function dynamoMessageLog(table: Table): MessageLog {
  return {
    slice: (list, page) => slice(table, list, page),
    read: (notificationIds) => readLogged(table, notificationIds),

    async usersOf(address, { after, through, limit }) {
      const partitions = [addressPartition(hashOfAddress(address))];
      const range = {
        partitions,
        from: `U#${after ?? ''}`,
        to: through === undefined ? 'U$' : `U#${through}`,
        newestFirst: false,
        limit: limit + 1,
      };
      const { items, more } = await mergePartitions<{ sk: string; expiresAt?: number }>(table, range);
      const behind = items.filter(({ sk }) => sk !== `U#${after}`);
      const some = behind.slice(0, limit);
      const last = some.at(-1)?.sk.slice('U#'.length);
      const there = some.filter(({ expiresAt }) => expiresAt === undefined || !hasExpired({ expiresAt }, table.now()));
      const userIds = there.map(({ sk }) => sk.slice('U#'.length));
      return { userIds, ...((more || behind.length > limit) && last !== undefined && { next: last }) };
    },
  };
}

function slice(table: Table, list: LogOf, page: LogPage): Promise<LogSlice> {
  switch (list.of) {
    case 'all':
      return sliceOfParts(table, page, { only: list.only, find: partsOfAll });
    case 'request':
      return sliceOfParts(table, page, { only: {}, find: partsOfRequest(list.requestId) });
    case 'users':
      return sliceByUlid(table, list.userIds.map(userPartition), inboxItemPrefix, page);
    case 'cancellation-key':
      return sliceByUlid(
        table,
        eachShard.map((shard) => canceledTogetherPartition(list.key, shard)),
        '',
        page,
      );
    default:
      return list satisfies never;
  }
}

type ByUlid = { sk: string; expiresAt?: number };

/** Reads what lies under a prefix and the ULID of a notification; a place is that ULID. */
async function sliceByUlid(
  table: Table,
  partitions: readonly string[],
  prefix: string,
  { before = behindAllUlids, since, limit }: LogPage,
): Promise<LogSlice> {
  const from = prefix + (since === undefined ? '' : timeInUlid(since)); // it is seen no earlier than it was requested
  const range = { partitions, from: from === '' ? '0' : from, to: prefix + before, newestFirst: true, limit: limit + 1 };
  const { items, more } = await mergePartitions<ByUlid>(table, range);
  const behind = items.map((item) => ({ ...item, place: item.sk.slice(prefix.length) })).filter(({ place }) => place !== before);
  const some = behind.slice(0, limit);
  const last = some.at(-1)?.place;
  const there = some.filter(({ expiresAt }) => expiresAt === undefined || !hasExpired({ expiresAt }, table.now()));
  const entries: LogEntry[] = there.map(({ place }) => ({ place, notificationId: `ntf_${place}` }));
  return { entries, ...((more || behind.length > limit) && last !== undefined && { next: last }) };
}
