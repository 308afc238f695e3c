/** A primary key of the table. Every capability says the formats of its own in its `keys.ts`; docs/data-model.md lists them all. */
export type Key = { pk: string; sk: string };

/** How many partitions share what may come all at once: each takes 1,000 writes a second. */
export const shards = 8;

/** A ULID's last letter is drawn from a hash, so every shard has the same share. */
export function shardOf(ulid: string): number {
  return ulid.charCodeAt(ulid.length - 1) % shards;
}

/** What sorts a notification by when it was made. */
export function ulidOf(notificationId: string): string {
  return notificationId.slice('ntf_'.length);
}
