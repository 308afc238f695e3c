import { listedTopicKey } from '../message-log/keys.ts';
import { batchPut } from '../table/batch-write.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';

const mostKnown = 1_000;
const known = new WeakMap<Table, Set<string>>();

/** Puts a topic into the list of all, once: this process remembers which it has seen there. */
export async function listTopic(table: Table, topic: string): Promise<void> {
  const seen = known.get(table) ?? new Set<string>();
  if (seen.has(topic)) return;
  const key = listedTopicKey(topic);
  if ((await readItem(table, key, 'recent')) === undefined) await batchPut(table, [key]);
  if (seen.size >= mostKnown) seen.clear();
  known.set(table, seen.add(topic));
}
