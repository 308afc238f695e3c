import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../../../contract/values.ts';
import type { UnfinishedWork } from '../../../core/operations/ports/unfinished-work.ts';
import { messageKey } from '../delivery/keys.ts';
import { type StoredMessage, toMessage } from '../delivery/message-item.ts';
import { batchGet } from '../table/batch-get.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { hasExpired } from '../table/time-to-live.ts';
import { stuckWorkKey } from './keys.ts';

type StoredNotes = {
  through?: string;
  notificationIds: string[];
  digestPlaces: { bucket: string; shard: number }[];
  channels?: Channel[];
};

/** Keeps what looks for stuck work leave in one item of the table, and reads messages at half the price of reads that see every write. */
export function dynamoUnfinishedWork(table: Table): UnfinishedWork {
  return {
    async remembered() {
      const item = (await readItem(table, stuckWorkKey)) as StoredNotes | undefined;
      if (item === undefined) return { notificationIds: [], digestPlaces: [] };
      const { through, notificationIds, digestPlaces, channels } = item;
      return {
        ...(through && { through: new Date(through) }),
        ...(channels && { channels }),
        notificationIds,
        digestPlaces: digestPlaces.map(({ bucket, shard }) => ({ bucket: new Date(bucket), shard })),
      };
    },

    async remember({ through, notificationIds, digestPlaces, channels }) {
      const places = digestPlaces.map(({ bucket, shard }) => ({ bucket: bucket.toISOString(), shard }));
      const Item = { ...stuckWorkKey, through: through?.toISOString(), notificationIds, digestPlaces: places, channels };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },

    async messages(notificationIds, channels) {
      const keys = notificationIds.flatMap((id) => channels.map((channel) => messageKey(id, channel)));
      const items = (await batchGet(table, keys, { fresh: false })) as StoredMessage[];
      return items.filter((item) => !hasExpired(item, table.now())).map(toMessage);
    },
  };
}
