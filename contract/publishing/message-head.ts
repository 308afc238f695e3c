import * as z from 'zod';
import { version } from './message-version.ts';

/** The types of all that we ourselves put on the ingest queue. How each is read: `queue-messages.ts`. */
export const ownTypes = [
  'notify',
  'fan-out',
  'fan-out-recipients',
  'fan-out-topic',
  'broadcast',
  'release',
  'digest',
  'settle-digest',
  'fall-back',
  'scheduled',
] as const;
export type OwnType = (typeof ownTypes)[number];

/** What only our own messages have: `type` on the ingest queue, and `version` on every queue. */
export const Head = z.object({ type: z.string().optional(), version: z.int() });

/** Whether a message's type is one of ours. */
export function isOwnType(type: string): type is OwnType {
  return ownTypes.some((own) => own === type);
}

/** Whether it is a message of ours that cannot be read here because a newer version wrote it: of a type or a `version` not known yet. */
export function isFromNewerVersion(message: unknown): boolean {
  const head = Head.safeParse(message).data;
  if (head === undefined) return false;
  return head.version > version.value || (head.type !== undefined && !isOwnType(head.type));
}

/** The SQS message attributes that a dead-letter message carries, and a redrive hands on: which record it was, and when that was sent (ms). */
export const originAttributes = { messageId: 'origin_message_id', sentAt: 'origin_sent_at' } as const;
