import type { Channel } from '../../../contract/values.ts';
import type { NotificationRecord } from '../../../core/delivery/ports/records.ts';
import { digestWorkflow } from '../../../core/digests/rules/digest-names.ts';
import { loggedAlone } from '../message-log/keys.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { notificationKey } from './keys.ts';

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
