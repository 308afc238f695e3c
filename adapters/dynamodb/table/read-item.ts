import { batchGet } from './batch-get.ts';
import { gathered } from './gather.ts';
import type { Key } from './key.ts';
import type { Table } from './table.ts';

type Item = Record<string, unknown>;
const readers = { fresh: reader(true), recent: reader(false) };

/**
 * Reads one item, in one request with whatever else is read in the same moment; nothing when it is not there. `recent` costs half,
 * and may be a second old.
 * @throws RetryableError when DynamoDB leaves it unread.
 */
export function readItem(table: Table, key: Key, age: keyof typeof readers = 'fresh'): Promise<Item | undefined> {
  return readers[age](table, key);
}

function reader(fresh: boolean) {
  return gathered<Key, Item | undefined>({
    most: 100, // BatchGetItem's limit
    async run(table, keys) {
      const wanted = new Map(keys.map((key) => [nameOf(key), key])); // DynamoDB refuses a key that is named twice
      const items = await batchGet(table, [...wanted.values()], { fresh });
      const found = new Map(items.map((item) => [nameOf(item as Key), item]));
      return keys.map((key) => found.get(nameOf(key)));
    },
  });
}

function nameOf({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}
