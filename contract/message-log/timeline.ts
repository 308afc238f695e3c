import * as z from 'zod';
import { MessageStatus } from '../delivery/message-status.ts';
import { Engagement } from '../feedback/engagement.ts';
import { Channel, Instant } from '../values.ts';

/**
 * What a step of a timeline is about: the notification was accepted, its user was assigned a variant, a channel was planned, a message came
 * to a status, its reader or a machine did something with it, its inbox item was seen or read, something was noted of it meanwhile, or the
 * notification was sent again as another or is another sent again.
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
