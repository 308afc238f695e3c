import * as z from 'zod';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { jsonOf } from '../json-answer.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** What Resend answers when it has taken an e-mail: https://resend.com/docs/api-reference/emails/send-email */
const Taken = z.object({ id: z.string().min(1) });
/** Its errors: https://resend.com/docs/api-reference/errors */
const Failed = z.object({ name: z.string().optional(), message: z.string().default('') });

/** Decides what Resend's answer amounts to. Whatever it has taken is queued there: a receipt says what becomes of it. */
export function resendAnswer({ status, body }: HttpAnswer): ProviderAnswer {
  const json = jsonOf(body);
  if (status >= 200 && status < 300) {
    const taken = Taken.safeParse(json);
    return taken.success
      ? { outcome: 'sent', providerId: taken.data.id }
      : { outcome: 'unknown', detail: 'Resend answered without an id' };
  }
  const { name, message } = Failed.safeParse(json).data ?? { message: '' };
  // the key is that of the notification, so a call before this one has sent it, or is about to
  if (status === 409) return { outcome: 'unknown', detail: `Resend ${name ?? status}: an earlier call had the same key` };
  const error = { name: `Resend ${name ?? status}`, message, $metadata: { httpStatusCode: status } };
  return answerTo(error, () => meaningOf(name ?? '', message, status));
}

/** One name stands for several errors, which only their words tell apart. */
function meaningOf(name: string, message: string, status: number): ReturnType<Meaning> {
  if (/testing emails to your own/i.test(message)) return 'recipient-unverified';
  if (/domain is not verified|API key is invalid/i.test(message)) return 'paused';
  if (meanings.has(name)) return meanings.get(name);
  return status === 401 || status === 403 ? 'paused' : undefined; // who asks is refused, whatever is asked
}

const meanings: ReadonlyMap<string, ReturnType<Meaning>> = new Map([
  ['rate_limit_exceeded', 'throttled'],
  ['daily_quota_exceeded', 'quota'],
  ['monthly_quota_exceeded', 'quota'],
  ['missing_api_key', 'paused'],
  ['restricted_api_key', 'paused'],
  ['invalid_api_key', 'paused'],
  ['invalid_from_address', 'paused'],
  ['security_error', 'rejected'],
]);
