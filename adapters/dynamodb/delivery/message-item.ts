import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import type { Bill, MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import type { Outcomes } from '../../../core/delivery/rules/outcomes.ts';
import { digestWorkflow } from '../../../core/digests/rules/digest-names.ts';
import type { MessageStanding } from '../../records/decide-free.ts';
import { type StoredDigestName, toDigestName, toStoredDigestName } from '../digests/digest-item.ts';
import { loggedAlone } from '../message-log/keys.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { messageKey, notificationKey } from './keys.ts';

/** A notification as it lies in the table; the app's data is kept as JSON, so that any JSON fits. */
export type StoredNotification = Omit<
  NotificationRecord,
  'createdAt' | 'sendAt' | 'goodUntil' | 'data' | 'profile' | 'batch' | 'explanation' | 'resentAs'
> & {
  createdAt: string;
  sendAt?: string;
  goodUntil?: string;
  data: string;
  profile?: string;
  batch?: string;
  explanation: string;
  resentAs?: { id: string; at: string; channels: Channel[] }[];
  /** It was entered by writes of one item each, of which the last may be missing. */
  inSteps?: true;
  expiresAt: number;
};

/** A message as it lies in the table. */
export type StoredMessage = {
  notificationId: string;
  channel: Channel;
  status: MessageStatus;
  reason?: Reason;
  address?: string;
  attempts: number;
  dueAt?: string;
  providerId?: string;
  provider?: ProviderName;
  bill?: Bill;
  billedUsd?: number;
  outcomes?: Outcomes;
  digest?: StoredDigestName;
  events: MessageEvent[];
  fence: number;
  /** Whose attempt the last one was. */
  holder?: string;
  leaseUntil?: string;
  unknownSince?: string;
  /** The ids of the provider's receipts that are in `events`. */
  heard?: Set<string>;
  expiresAt: number;
};

/** What to store for a notification. */
export function toStoredNotification(
  { createdAt, sendAt, goodUntil, data, profile, batch, explanation, resentAs: _, ...rest }: NotificationRecord,
  expiresAt: Date,
) {
  return {
    ...notificationKey(rest.id),
    ...((rest.workflow === digestWorkflow || rest.batchKey !== undefined) && loggedAlone(rest.requestId)), // nobody requested it, so no part of a request lists it
    ...rest,
    createdAt: createdAt.toISOString(),
    sendAt: sendAt?.toISOString(),
    goodUntil: goodUntil?.toISOString(),
    data: JSON.stringify(data),
    profile: profile && JSON.stringify(profile),
    batch: batch && JSON.stringify(batch),
    explanation: JSON.stringify(explanation),
    expiresAt: epochSeconds(expiresAt),
  };
}

/** What to store for a message that is new. */
export function toStoredMessage({ dueAt, digest, ...record }: MessageRecord, expiresAt: Date) {
  const key = messageKey(record.notificationId, record.channel);
  const fields = { ...record, ...(digest && { digest: toStoredDigestName(digest) }), dueAt: dueAt?.toISOString() };
  return { ...key, ...fields, fence: 0, expiresAt: epochSeconds(expiresAt) };
}

/** Reads the notification in an item. */
export function toNotification(stored: StoredNotification): NotificationRecord {
  const { id, requestId, userId, workflow, category, priority, test, createdAt, data, explanation } = stored;
  const { locale, timezone, topic, channels, sendAt, goodUntil, cancellationKey, resentFrom, resentAs } = stored;
  const { experiment, variant, profile, actor, broadcast } = stored;
  const { callback, failureCallback, joined, batchKey, batch } = stored;
  return {
    id,
    requestId,
    userId,
    workflow,
    category,
    priority,
    test,
    data: JSON.parse(data),
    createdAt: new Date(createdAt),
    explanation: JSON.parse(explanation),
    ...(locale !== undefined && { locale }),
    ...(topic !== undefined && { topic }),
    ...(broadcast && { broadcast }),
    ...(timezone !== undefined && { timezone }),
    ...(actor !== undefined && { actor }),
    ...(profile !== undefined && { profile: JSON.parse(profile) }),
    ...(joined !== undefined && { joined }),
    ...(batchKey !== undefined && { batchKey }),
    ...(batch !== undefined && { batch: JSON.parse(batch) }),
    ...(experiment !== undefined && { experiment }),
    ...(variant !== undefined && { variant }),
    ...(channels !== undefined && { channels }),
    ...(sendAt !== undefined && { sendAt: new Date(sendAt) }),
    ...(goodUntil !== undefined && { goodUntil: new Date(goodUntil) }),
    ...(cancellationKey !== undefined && { cancellationKey }),
    ...(callback !== undefined && { callback }),
    ...(failureCallback !== undefined && { failureCallback }),
    ...(resentFrom !== undefined && { resentFrom }),
    ...(resentAs !== undefined && { resentAs: resentAs.map(({ at, ...resend }) => ({ ...resend, at: new Date(at) })) }),
  };
}

/** Reads the message in an item. */
export function toMessage(stored: StoredMessage): MessageRecord {
  const { notificationId, channel, status, reason, address, attempts, dueAt, providerId, bill, billedUsd, outcomes } = stored;
  const { digest, events, provider } = stored;
  return {
    notificationId,
    channel,
    status,
    ...(reason && { reason }),
    ...(address && { address }),
    attempts,
    ...(dueAt && { dueAt: new Date(dueAt) }),
    ...(providerId && { providerId }),
    ...(provider && { provider }),
    ...(bill && { bill }),
    ...(billedUsd !== undefined && { billedUsd }),
    ...(outcomes && { outcomes }),
    ...(digest && { digest: toDigestName(digest) }),
    events,
  };
}

/** What decides whether the message in an item is free. */
export function toStanding({ status, reason, leaseUntil, unknownSince }: StoredMessage): MessageStanding {
  return {
    status,
    ...(reason && { reason }),
    ...(leaseUntil && { leaseUntil: new Date(leaseUntil) }),
    ...(unknownSince && { unknownSince: new Date(unknownSince) }),
  };
}
