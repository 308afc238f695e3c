import type { FeedChanged } from '../../../contract/channels/inbox/feed.ts';
import { Refused } from '../../errors.ts';
import type { Now } from '../../time/ports/clock.ts';
import type { Feed, FeedState, Mark } from './ports/feed.ts';
import type { AnnounceChange } from './ports/live.ts';
import { readWatermark } from './read-watermark.ts';
import { feedETag } from './rules/feed-etag.ts';
import { formatWatermark } from './rules/watermark.ts';

/** What a change answers, with the ETag that the inbox has since: what was read before is out of date, and this is known. */
export type Marked = { etag: string; body: FeedChanged };

/** `announceChange`: absent where no browser is connected. */
type MarkDeps = { feed: Feed; now: Now; announceChange?: AnnounceChange | undefined };

/**
 * Marks one item of a user's inbox; marking twice is marking once.
 * @throws Refused `not_found` when the user has no such item, whoever else may have it.
 */
export async function markItem(
  { userId, notificationId, mark }: { userId: string; notificationId: string; mark: Mark },
  deps: MarkDeps,
): Promise<Marked> {
  const state = await deps.feed.mark(userId, notificationId, mark);
  if (state === undefined) throw new Refused('not_found', `there is no notification "${notificationId}" in this inbox`);

  return toAnswer(userId, state, deps);
}

const longestMs = 366 * 86_400_000;

/**
 * Puts one item of a user's inbox aside until an instant.
 * @throws Refused `body_invalid` for one that has passed, or is more than a year ahead; `not_found` as `markItem` does.
 */
export async function snoozeItem(
  { userId, notificationId, until }: { userId: string; notificationId: string; until: Date },
  deps: MarkDeps,
): Promise<Marked> {
  const aheadMs = until.getTime() - deps.now().getTime();
  if (aheadMs > 0 && aheadMs <= longestMs) return markItem({ userId, notificationId, mark: { until } }, deps);

  const detail = 'must be later than now, and a year ahead at most';
  throw new Refused('body_invalid', `"until" ${detail}`, { places: [{ pointer: '/until', detail }] });
}

/**
 * Marks everything up to what a page showed, in one write; what arrived after it stays as it is.
 * @throws Refused `watermark_invalid` for a watermark that was never issued.
 */
export async function markThrough(
  { userId, through, mark }: { userId: string; through: string; mark: 'read' | 'seen' },
  deps: MarkDeps,
): Promise<Marked> {
  const version = readWatermark(through, await deps.feed.state(userId, { fresh: true }), '/through');
  return toAnswer(userId, await deps.feed.markThrough(userId, mark, version), deps);
}

async function toAnswer(userId: string, state: FeedState, { feed, now, announceChange }: MarkDeps): Promise<Marked> {
  const [counts] = await Promise.all([feed.counts(userId, state), announceChange?.([{ ...state, id: userId }])]);
  return { etag: feedETag(state.version, now()), body: { counts, watermark: formatWatermark(state.version) } };
}
