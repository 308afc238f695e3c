import * as z from 'zod';
import { Actor } from '../publishing/actor.ts';
import { Instant, NotificationId } from '../values.ts';

/** One of the notifications in a batch: its data, who did what it tells of, and when it came. */
export const BatchItem = z.object({
  id: NotificationId,
  at: Instant,
  data: z.record(z.string(), z.unknown()),
  actor: Actor.optional(),
});
export type BatchItem = z.infer<typeof BatchItem>;

/**
 * What a batch has gathered when it is closed: how many notifications (`count`), the first ten of them, oldest first (`items`),
 * the first ten of those who did what they tell of, each once (`actors`), and how many more did.
 */
export const Batch = z
  .object({
    count: z.int().min(1),
    items: z.array(BatchItem),
    actors: z.array(Actor),
    more_actors: z.int().min(0),
    closed_at: Instant,
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;

/**
 * What a notification has to do with a batch. `joined`: the notification that tells of it in its place. `gathers` until it is closed; how many it
 * tells of, by then or so far, the ids of the first ten, and the first ten of those who did what they tell of.
 */
export const BatchAnswer = z
  .strictObject({
    joined: NotificationId.optional(),
    gathers: z.literal(true).optional(),
    count: z.int().min(1).optional(),
    notifications: z.array(NotificationId).optional(),
    actors: z.array(Actor).optional(),
  })
  .meta({ id: 'BatchOfNotification', example: { joined: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' } });
export type BatchAnswer = z.infer<typeof BatchAnswer>;
