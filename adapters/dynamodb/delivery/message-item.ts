import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import type { Bill, MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { Outcomes } from '../../../core/delivery/rules/outcomes.ts';
import type { MessageStanding } from '../../records/decide-free.ts';
import { type StoredDigestName, toDigestName, toStoredDigestName } from '../digests/digest-item.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { messageKey } from './keys.ts';

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

/** What to store for a message that is new. */
export function toStoredMessage({ dueAt, digest, ...record }: MessageRecord, expiresAt: Date) {
  const key = messageKey(record.notificationId, record.channel);
  const fields = { ...record, ...(digest && { digest: toStoredDigestName(digest) }), dueAt: dueAt?.toISOString() };
  return { ...key, ...fields, fence: 0, expiresAt: epochSeconds(expiresAt) };
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
