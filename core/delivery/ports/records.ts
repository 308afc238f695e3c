import type { Batch } from '../../../contract/batches/batch.ts';
import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Actor } from '../../../contract/publishing/actor.ts';
import type { Explanation, MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Profile } from '../../../contract/users/profile.ts';
import type { Channel, MessageStatus, Priority, Reason } from '../../../contract/values.ts';
import type { Outcomes } from '../rules/outcomes.ts';

/** A notification as stored. */
export type NotificationRecord = {
  id: string;
  requestId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  test: boolean;
  data: Record<string, unknown>;
  /** The user's, as they were when the notification was planned. */
  locale?: string;
  timezone?: string;
  profile?: Profile;
  /** Who did what it tells of. */
  actor?: Actor;
  /** What its user was assigned to when it was planned: the experiment that counts it, and the variant that they get. */
  experiment?: string;
  variant?: string;
  /** The channels that the publish named, and the times and the key that it gave. */
  channels?: readonly Channel[];
  sendAt?: Date;
  /** From when on it is of no use. What removes it from the table is no business of its own. */
  goodUntil?: Date;
  cancellationKey?: string;
  /** The webhooks that are told when it has ended, and of each message that did not reach its user. */
  callback?: string;
  failureCallback?: string;
  /** The batch that it has joined: the id of the notification which tells of it, and the hash of its key. */
  joined?: { id: string; key: string };
  /** Of a notification that tells of a batch: the hash of its key; and once it is closed, what it has gathered. */
  batchKey?: string;
  batch?: Batch;
  /** The topic that it was published to, when it was: then its e-mails are bulk. */
  topic?: string;
  /** It is one of a broadcast, with the same consequence. */
  broadcast?: true;
  createdAt: Date;
  explanation: Explanation[];
  /** The notification that this one is, sent again. */
  resentFrom?: string;
  /** As what it was sent again, oldest first. */
  resentAs?: readonly Resend[];
};

/** A notification as which another was sent again, and on which channels. */
export type Resend = { id: string; at: Date; channels: Channel[] };

/** What an SMS is billed by, and what that costs, about. */
export type Bill = { segments: number; estimatedUsd: number };

/** A message as stored. `address` is where it goes: an e-mail address or a phone number. */
export type MessageRecord = {
  notificationId: string;
  channel: Channel;
  status: MessageStatus;
  reason?: Reason;
  address?: string;
  attempts: number;
  /** Until when it is held while `scheduled`; stays when it was released. */
  dueAt?: Date;
  providerId?: string;
  /** Who was asked to send it last. */
  provider?: ProviderName;
  /** Of an SMS: what it is billed by, and what the provider says that it cost. */
  bill?: Bill;
  billedUsd?: number;
  /** Of a message that goes to several addresses: what became of it at each that is done with. */
  outcomes?: Outcomes;
  /** The digest that it waits for, or waited for. */
  digest?: { frequency: DigestFrequency; number: number };
  events: MessageEvent[];
};
