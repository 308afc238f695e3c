import * as z from 'zod';
import { sendChannels } from '../channels/channels.ts';
import { version } from '../publishing/message-version.ts';
import { NotificationId } from '../values.ts';

/** One message to deliver: only ids, so that no queue and no dead-letter message holds an address or a text. */
export const DeliverMessage = z.object({
  version,
  notificationId: NotificationId,
  channel: z.enum(sendChannels()),
  /** It is a digest's e-mail: how it ends is to be told to the messages in it. */
  digest: z.literal(true).optional(),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;
