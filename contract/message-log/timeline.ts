import * as z from 'zod';
import { MessageStatus } from '../delivery/message-status.ts';
import { Engagement } from '../feedback/engagement.ts';
import { Channel, Instant } from '../values.ts';

/**
 * What a step of a timeline is about: the notification (`accepted`, `assigned` a variant, `resent` as another, or `resent_from`
 * another), a channel that was `planned`, a status that a message came to, what its reader or a machine did with it, how its
 * inbox item was marked, or something that was `noted` of it.
 */
export const TimelineType = z.enum([
  'accepted',
  'assigned',
  'planned',
  ...MessageStatus.options,
  ...Engagement.options,
  'seen',
  'read',
  'noted',
  'resent',
  'resent_from',
]);
export type TimelineType = z.infer<typeof TimelineType>;

/** One step of what happened to a notification, as a sentence for people. No address is in it, and no text of the notification. */
export const TimelineEntry = z
  .strictObject({ at: Instant, channel: Channel.optional(), type: TimelineType, text: z.string() })
  .meta({
    id: 'TimelineEntry',
    example: {
      at: '2026-11-22T09:30:00.000Z',
      channel: 'email',
      type: 'bounced',
      text: 'The e-mail bounced: the address does not exist, or takes no mail.',
    },
  });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
