import * as z from 'zod';
import { BroadcastMessage } from '../broadcasts/broadcast-message.ts';
import { FallBackMessage } from '../delivery/fall-back-message.ts';
import { CompleteDigestMessage, DigestMessage } from '../digests/digest-messages.ts';
import { FanOutMessage, FanOutRecipientsMessage, NotifyMessage } from '../planning/notify-message.ts';
import { ScheduledMessage } from '../schedules/scheduled-message.ts';
import { ReleaseMessage } from '../scheduling/release-message.ts';
import { TopicMessage } from '../topics/topic-message.ts';
import { Head, isOwnType, type OwnType, ownTypes } from './message-head.ts';
import { PublishedMessage } from './publish.ts';

/** Everything that we ourselves put on the ingest queue. Each capability declares its own. */
export type OwnMessage =
  | NotifyMessage
  | FanOutMessage
  | FanOutRecipientsMessage
  | TopicMessage
  | BroadcastMessage
  | ReleaseMessage
  | DigestMessage
  | CompleteDigestMessage
  | FallBackMessage
  | ScheduledMessage;

/** How each is read, by its type. Those that others are made from keep what they do not know, and hand it on. */
const ours: Readonly<Record<OwnMessage['type'], z.ZodType>> = {
  notify: NotifyMessage,
  'fan-out': FanOutMessage.loose(),
  'fan-out-recipients': FanOutRecipientsMessage.loose(),
  'fan-out-topic': TopicMessage.loose(),
  broadcast: BroadcastMessage.loose(),
  release: ReleaseMessage,
  digest: DigestMessage,
  'settle-digest': CompleteDigestMessage,
  'fall-back': FallBackMessage,
  scheduled: ScheduledMessage,
} satisfies Readonly<Record<OwnType, z.ZodType>>;

/** An EventBridge event as its rule hands it to the ingest queue; `source` is the owner's own. */
const PublishEvent = z.object({
  id: z.string(),
  'detail-type': z.literal('notification.publish'),
  source: z.string(),
  time: z.iso.datetime(),
  detail: PublishedMessage,
});
export type PublishEvent = z.infer<typeof PublishEvent>;

/** Everything the ingest queue carries: our own messages, a publish put there by the owner, or an event from the bus. */
export type IngestMessage = OwnMessage | PublishEvent | PublishedMessage;

/**
 * Reads the ingest queue. What a message says of itself decides how it is read, and nothing else is tried, so that no message is
 * taken for another. A publish of the owner's is strict: a misspelt `send_at` that was ignored would send at once.
 */
export const IngestMessage = z.unknown().transform((message, context): IngestMessage => {
  const parsed = schemaFor(message).safeParse(message);
  if (parsed.success) return parsed.data as IngestMessage;
  context.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: message }) as z.core.$ZodRawIssue));
  return z.NEVER;
});

function schemaFor(message: unknown): z.ZodType {
  const head = Head.safeParse(message).data;
  if (head?.type !== undefined) return isOwnType(head.type) ? ours[head.type] : UnknownType;
  return BusHead.safeParse(message).success ? PublishEvent : PublishedMessage;
}

const BusHead = z.object({ 'detail-type': z.string() });
const UnknownType = z.object({ type: z.enum(ownTypes) });
