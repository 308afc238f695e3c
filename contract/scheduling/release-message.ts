import * as z from 'zod';
import { version } from '../publishing/message-version.ts';
import { NotificationId } from '../values.ts';

/** What was held until an instant is to go on: it arrives at that instant, whatever a clock says. */
export const ReleaseMessage = z.object({
  type: z.literal('release'),
  version,
  notificationId: NotificationId,
  dueAt: z.iso.datetime(),
});
export type ReleaseMessage = z.infer<typeof ReleaseMessage>;
