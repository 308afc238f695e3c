import type { DeviceAnswer, PushMessage } from '../../../core/channels/push/ports/devices.ts';
import { retryAfterSeconds } from '../../webhooks/retry-after.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo } from '../provider-answer.ts';

/**
 * Decides what a push service's answer amounts to: https://www.rfc-editor.org/rfc/rfc8030#section-5 and section 7.3 (404), section 8.4 (429),
 * section 7.2 (413). 410 is what FCM and Mozilla say of a subscription that its browser has ended.
 */
export function webPushAnswer(
  { status, headers }: HttpAnswer,
  { notificationId, at }: Pick<PushMessage, 'notificationId' | 'at'>,
): DeviceAnswer {
  if (status === 201 || status === 202 || status === 200)
    return { outcome: 'sent', providerId: idIn(headers.location) ?? notificationId };
  if (status === 404 || status === 410)
    return { outcome: 'gone', detail: `the push service answered ${status}: the subscription is gone, and was removed` };
  if (status === 413)
    return { outcome: 'rejected', reason: 'content_too_long', detail: 'the push service answered 413: too large' };
  const answer = answerTo(
    { name: `HTTP ${status}`, message: 'the answer of the push service', $metadata: { httpStatusCode: status } },
    () => undefined,
  );
  const afterSeconds = retryAfterSeconds(headers['retry-after'], at);
  return answer.outcome === 'not-now' && afterSeconds !== undefined ? { ...answer, afterSeconds } : answer;
}

/** Far more than the names that push services give. */
const longestId = 200;

/** The message's own URL, of which the last part names it; nothing where that is no name. */
function idIn(location: string | undefined): string | undefined {
  const id = location?.split('/').at(-1) ?? '';
  return id !== '' && id.length <= longestId && /^[\w.:%~=-]+$/.test(id) ? id : undefined;
}
