import type { SkippedChannel } from '../../../contract/publishing/publish.ts';
import { mostBytes } from './shorten-refusals.ts';

/**
 * Keeps the channels that are left out as they are. Of very many recipients with data of their own it keeps one for each channel;
 * each notification's timeline says it of its own.
 */
export function shortenSkipped(skipped: readonly SkippedChannel[]): SkippedChannel[] {
  if (JSON.stringify(skipped).length <= mostBytes) return [...skipped];
  const byChannel = Map.groupBy(skipped, ({ channel }) => channel);
  return [...byChannel.values()].flatMap((all) => {
    const [first] = all;
    const users = [...new Set(all.flatMap(({ user }) => user ?? []))];
    if (first === undefined || users.length === 0) return all;
    const { channel, reason, detail } = first;
    return { channel, reason, detail: `for ${users.length} recipients, of whom "${users[0]}" is the first: ${detail}` };
  });
}
