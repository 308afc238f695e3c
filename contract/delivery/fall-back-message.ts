import * as z from 'zod';
import { sendChannels } from '../channels/channels.ts';
import { version } from '../publishing/message-version.ts';
import { NotificationId } from '../values.ts';

/** A message has ended, perhaps without reaching its user: another channel may have to take its place. */
export const FallBackMessage = z.object({
  type: z.literal('fall-back'),
  version,
  notificationId: NotificationId,
  channel: z.enum(sendChannels()),
});
export type FallBackMessage = z.infer<typeof FallBackMessage>;
