import * as z from 'zod';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import { HeldFor, MessageAnswer } from '../../../contract/publishing/notifications.ts';
import { Channel, Instant, MessageStatus } from '../../../contract/values.ts';

const WaitingChannel = z.strictObject({
  channel: Channel,
  status: MessageStatus,
  held_for: HeldFor.optional(),
  frequency: DigestFrequency.optional(),
  due_at: Instant.optional(),
  because: z.string().optional(),
});

/** A notification that waits for its time, on each channel that does. */
export const WaitingNotification = z.strictObject({
  id: z.string(),
  user: z.string(),
  workflow: z.string(),
  title: z.string().optional(),
  timezone: z.string().optional(),
  cancellation_key: z.string().optional(),
  channels: z.array(WaitingChannel),
});

/** A notification that was made lately. */
export const RecentNotification = z.strictObject({
  id: z.string(),
  request: z.string(),
  user: z.string(),
  workflow: z.string(),
  title: z.string().optional(),
  test: z.boolean(),
  topic: z.string().optional(),
  created_at: Instant,
  messages: z.array(MessageAnswer.pick({ channel: true, status: true, reason: true, events: true })),
});
