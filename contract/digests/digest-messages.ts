import * as z from 'zod';
import { version } from '../publishing/message-version.ts';
import { OwnedUserId } from '../tenants/owned-ids.ts';
import { NotificationId } from '../values.ts';
import { DigestFrequency } from './digest-frequency.ts';

/** A user's digest whose time has come, as it was due then. */
export const DigestMessage = z.object({
  type: z.literal('digest'),
  version,
  userId: OwnedUserId,
  cadence: DigestFrequency, // an old name of the frequency, which versions before this one write and read
  number: z.int().min(1),
  dueAt: z.iso.datetime(),
});
export type DigestMessage = z.infer<typeof DigestMessage>;

/** A digest whose e-mail came to an end, so that the messages in it come to theirs. */
export const CompleteDigestMessage = z.object({ type: z.literal('settle-digest'), version, notificationId: NotificationId });
export type CompleteDigestMessage = z.infer<typeof CompleteDigestMessage>;
