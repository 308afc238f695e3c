import * as z from 'zod';
import type { DeviceAnswer } from '../../../core/channels/push/ports/devices.ts';
import { retryAfterSeconds } from '../../webhooks/retry-after.ts';
import { jsonOf } from '../json-answer.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages */
const Taken = z.object({ name: z.string().min(1) });

/** An error of Google's APIs; what FCM says more of it stands in the details: https://firebase.google.com/docs/reference/fcm/rest/v1/FcmError */
const Failed = z.object({
  error: z.object({
    message: z.string().default(''),
    details: z
      .array(
        z.object({
          errorCode: z.string().optional(),
          fieldViolations: z.array(z.object({ field: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
});

/** How long to wait after 429 where FCM does not say it: https://firebase.google.com/docs/cloud-messaging/scale-fcm */
const usualWaitSeconds = 60;

/** Decides what FCM's answer amounts to: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode */
export function fcmAnswer({ status, body, headers }: HttpAnswer, now: Date): DeviceAnswer {
  const json = jsonOf(body);
  if (status === 200) {
    const { data: taken } = Taken.safeParse(json);
    return taken ? { outcome: 'sent', providerId: taken.name } : { outcome: 'unknown', detail: 'FCM answered without a name' };
  }
  const { message, details } = Failed.safeParse(json).data?.error ?? { message: '', details: [] };
  const code = details.find(({ errorCode }) => errorCode !== undefined)?.errorCode ?? `HTTP ${status}`;
  const isOfToken = details.some(({ fieldViolations = [] }) => fieldViolations.some(({ field }) => field === 'message.token'));
  if (code === 'UNREGISTERED') return gone('FCM knows it no more');
  if (code === 'INVALID_ARGUMENT' && (isOfToken || /registration token is not a valid/.test(message)))
    return gone('FCM takes it for no token');
  if (status === 400 && /too big/i.test(message))
    return { outcome: 'rejected', reason: 'content_too_long', detail: `FCM ${code}: ${message}` };

  const answer = answerTo({ name: `FCM ${code}`, message, $metadata: { httpStatusCode: status } }, () => meanings.get(code));
  const wait = retryAfterSeconds(headers['retry-after'], now) ?? (status === 429 ? usualWaitSeconds : undefined);
  return answer.outcome === 'not-now' && wait !== undefined ? { ...answer, afterSeconds: wait } : answer;
}

/** What a code means whatever its status. A token of another project may be right again once the owner has put the setting right, so it stays. */
const meanings: ReadonlyMap<string, ReturnType<Meaning>> = new Map([
  ['SENDER_ID_MISMATCH', 'rejected'],
  ['INVALID_ARGUMENT', 'rejected'],
  ['QUOTA_EXCEEDED', 'throttled'],
  ['UNAVAILABLE', 'unavailable'],
  ['INTERNAL', 'unavailable'],
  ['THIRD_PARTY_AUTH_ERROR', 'unavailable'], // what Firebase itself has been given for Apple
]);

function gone(why: string): DeviceAnswer {
  return { outcome: 'gone', detail: `${why}: it was removed` };
}
