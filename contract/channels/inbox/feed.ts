import * as z from 'zod';
import { Cursor, Limit } from '../../http/cursor.ts';
import { Actor } from '../../publishing/actor.ts';
import { Category, Instant, NotificationId, Priority, WebUrl, WorkflowKey } from '../../values.ts';
import { InboxAction } from './actions.ts';
import { countCap } from './count-cap.ts';
import { InboxImage } from './image.ts';

/** Where a reader stood in an inbox: opaque, handed back in `through` and `since`. */
export const Watermark = z
  .string()
  .regex(/^w[0-9a-z]{1,11}$/, 'must be a watermark from an earlier answer')
  .meta({ example: 'w2s' });

/** How many are unread and unseen, each counted up to 100. `more`: there are, or may be, more than these; without it they are exact. */
export const FeedCounts = z
  .strictObject({
    unread: z.int().min(0).max(countCap),
    unseen: z.int().min(0).max(countCap),
    more: z.literal(true).optional(),
  })
  .meta({ id: 'FeedCounts' });
export type FeedCounts = z.infer<typeof FeedCounts>;

/** One notification in a user's inbox. Title and body are plain text: show them as text, never as HTML. */
export const FeedItem = z
  .strictObject({
    id: NotificationId,
    workflow: WorkflowKey,
    category: Category,
    priority: Priority,
    title: z.string(),
    body: z.string(),
    action_url: WebUrl.optional(),
    actor: Actor.optional(),
    image: InboxImage.optional(),
    actions: z.array(InboxAction).optional(),
    created_at: Instant,
    read: z.boolean(),
    seen: z.boolean(),
    archived: z.boolean(),
    snoozed_until: Instant.optional(),
  })
  .meta({ id: 'FeedItem' });
export type FeedItem = z.infer<typeof FeedItem>;

/**
 * A page of the inbox, newest arrival first. `counts` are of what the query's `status`, `category` and `archived` choose (`since` is for
 * the list alone); `total_counts` are of the whole inbox, as a badge shows them, and `category_counts` of each category in which something is
 * unread, for who asks for them. `returns_at`: the next snoozed item comes back then, or there is news by then.
 */
export const FeedPage = z
  .strictObject({
    data: z.array(FeedItem),
    counts: FeedCounts,
    total_counts: FeedCounts,
    category_counts: z.record(Category, FeedCounts).optional(),
    next_cursor: Cursor.optional(),
    watermark: Watermark,
    returns_at: Instant.optional(),
  })
  .meta({ id: 'FeedPage' });
export type FeedPage = z.infer<typeof FeedPage>;

const flag = z
  .stringbool({ truthy: ['true'], falsy: ['false'] })
  .default(false)
  .meta({ override: { type: 'boolean', default: false } });

/** Which part of the inbox to read: of what is there, archived or, in place of both, snoozed. `since` takes an instant, a watermark, or `last_seen`. */
export const FeedQuery = z.strictObject({
  status: z.enum(['all', 'unread', 'read', 'unseen']).default('all'),
  category: Category.optional(),
  archived: flag,
  snoozed: flag,
  count_categories: flag,
  limit: Limit,
  cursor: Cursor.optional(),
  since: z
    .union([z.literal('last_seen'), Watermark, Instant], { error: 'must be an RFC 3339 instant, a watermark, or "last_seen"' })
    .optional(),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

/** The answer to a change: the new counts of the whole inbox, so that a badge needs no second call; its `ETag` is the inbox's. */
export const FeedChanged = z.strictObject({ counts: FeedCounts, watermark: Watermark }).meta({ id: 'FeedChanged' });
export type FeedChanged = z.infer<typeof FeedChanged>;

/** What to count: everything, or a category. What else is asked is passed over, as it always was. */
export const UnreadQuery = z.object({ category: Category.optional() });
export type UnreadQuery = z.infer<typeof UnreadQuery>;

/** The answer of the unread count, the cheapest poll there is. */
export const UnreadCount = z.strictObject({ counts: FeedCounts }).meta({ id: 'UnreadCount' });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** Puts an item aside until then, a year ahead at most. */
export const SnoozeItem = z.strictObject({ until: Instant }).meta({ id: 'SnoozeItem' });
export type SnoozeItem = z.infer<typeof SnoozeItem>;

/** Marks everything up to what a page showed. */
export const MarkThrough = z.strictObject({ through: Watermark }).meta({ id: 'MarkThrough' });
export type MarkThrough = z.infer<typeof MarkThrough>;
