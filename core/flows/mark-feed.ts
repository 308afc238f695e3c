import type { FeedChanged } from '../../contract/feed.ts';
import { Refused } from '../errors.ts';
import type { Feed, FeedState, Mark } from '../ports/feed.ts';
import { formatWatermark } from '../rules/watermark.ts';
import { readWatermark } from './read-watermark.ts';

/**
 * Marks one item of a user's inbox; marking twice is marking once.
 * @throws Refused `not_found` when the user has no such item, whoever else may have it.
 */
export async function markItem(
  { userId, notificationId, mark }: { userId: string; notificationId: string; mark: Mark },
  { feed }: { feed: Feed },
): Promise<FeedChanged> {
  const state = await feed.mark(userId, notificationId, mark);
  if (state === undefined) throw new Refused('not_found', `there is no notification "${notificationId}" in this inbox`);

  return toAnswer(userId, state, feed);
}

/**
 * Marks everything up to what a page showed, in one write; what arrived after it stays as it is.
 * @throws Refused `watermark_invalid` for a watermark that was never issued.
 */
export async function markThrough(
  { userId, through, mark }: { userId: string; through: string; mark: 'read' | 'seen' },
  { feed }: { feed: Feed },
): Promise<FeedChanged> {
  const version = readWatermark(through, await feed.state(userId, { fresh: true }), '/through');
  return toAnswer(userId, await feed.markThrough(userId, mark, version), feed);
}

async function toAnswer(userId: string, state: FeedState, feed: Feed): Promise<FeedChanged> {
  return { counts: await feed.counts(userId, state), watermark: formatWatermark(state.version) };
}
