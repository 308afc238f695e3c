import * as z from 'zod';
import type { DeviceAnswer } from '../../../core/channels/push/ports/devices.ts';
import { jsonOf } from '../json-answer.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';
import { apnsId } from './request.ts';

const Failed = z.object({ reason: z.string() });

/** After a token that is renewed too often the connection is of no use until 20 minutes are over. */
const renewedTooOftenSeconds = 1200;

/** Decides what Apple's answer amounts to: https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns */
export function apnsAnswer({ status, body, headers }: HttpAnswer, notificationId: string): DeviceAnswer {
  if (status === 200) return { outcome: 'sent', providerId: String(headers['apns-id'] ?? apnsId(notificationId)) };
  const reason = apnsReason(body) ?? `HTTP ${status}`;
  if (status === 410 || goneReasons.has(reason)) return { outcome: 'gone', detail: `Apple answered ${reason}: it was removed` };
  if (reason === 'PayloadTooLarge' || status === 413)
    return { outcome: 'rejected', reason: 'content_too_long', detail: `Apple answered ${reason}` };
  const answer = answerTo({ name: `APNs ${reason}`, message: '', $metadata: { httpStatusCode: status } }, () =>
    meanings.get(reason),
  );
  return answer.outcome === 'not-now' && reason === 'TooManyProviderTokenUpdates'
    ? { ...answer, afterSeconds: renewedTooOftenSeconds }
    : answer;
}

/** Why Apple refuses, in its own word. */
export function apnsReason(body: string): string | undefined {
  return Failed.safeParse(jsonOf(body)).data?.reason;
}

/** What is said of a device that is none any more, or was never one of this app. */
const goneReasons = new Set(['BadDeviceToken', 'DeviceTokenNotForTopic', 'ExpiredToken', 'Unregistered']);

/** What a reason means that its status does not tell. Those of a wrong key or sender wait for the owner to put it right. */
const meanings: ReadonlyMap<string, ReturnType<Meaning>> = new Map([
  ['TooManyRequests', 'throttled'], // to one device
  ['TooManyProviderTokenUpdates', 'throttled'],
  ['ExpiredProviderToken', 'unavailable'],
  ['InvalidProviderToken', 'unavailable'],
  ['MissingProviderToken', 'unavailable'],
  ['TopicDisallowed', 'unavailable'],
  ['BadTopic', 'unavailable'],
  ['IdleTimeout', 'unavailable'],
]);
