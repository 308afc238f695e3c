import * as z from 'zod';
import {
  Category,
  Channel,
  Instant,
  MessageStatus,
  NotificationId,
  Priority,
  Reason,
  RequestId,
  UserId,
  WorkflowKey,
} from './values.ts';

/** One step in the life of a message. */
export const MessageEvent = z.strictObject({
  status: MessageStatus,
  at: Instant,
  detail: z.string().optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** One notification on one channel, with everything that happened to it, oldest event first. */
export const MessageAnswer = z
  .strictObject({
    channel: Channel,
    status: MessageStatus,
    reason: Reason.optional(),
    attempts: z.int(),
    provider_id: z.string().optional(),
    events: z.array(MessageEvent),
  })
  .meta({ id: 'Message' });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

/** Why a channel was or was not chosen, in words. `instead_of` is the channel that it takes the place of. */
export const Explanation = z.strictObject({
  channel: Channel,
  decision: z.enum(['send', 'skip']),
  reason: Reason.optional(),
  because: z.string(),
  instead_of: Channel.optional(),
});
export type Explanation = z.infer<typeof Explanation>;

/** A notification as the app's server sees it. */
export const NotificationAnswer = z
  .strictObject({
    id: NotificationId,
    request: RequestId,
    user: UserId,
    workflow: WorkflowKey,
    category: Category,
    priority: Priority,
    test: z.boolean(),
    created_at: Instant,
    messages: z.array(MessageAnswer),
    explanation: z.array(Explanation),
  })
  .meta({ id: 'Notification' });
export type NotificationAnswer = z.infer<typeof NotificationAnswer>;
