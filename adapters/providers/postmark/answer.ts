import * as z from 'zod';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { jsonOf } from '../json-answer.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** What Postmark answers: https://postmarkapp.com/developer/api/email-api (send a single email) */
const Taken = z.object({ ErrorCode: z.literal(0), MessageID: z.string().min(1) });
/** Its errors: https://postmarkapp.com/developer/api/overview (API error codes) */
const Failed = z.object({ ErrorCode: z.int().optional(), Message: z.string().default('') });

/** Decides what Postmark's answer amounts to. Whatever it has taken is queued there: a receipt says what becomes of it. */
export function postmarkAnswer({ status, body }: HttpAnswer): ProviderAnswer {
  const json = jsonOf(body);
  const taken = Taken.safeParse(json);
  const isOk = status >= 200 && status < 300;
  if (isOk && taken.success) return { outcome: 'sent', providerId: taken.data.MessageID };
  const { ErrorCode: code, Message: message } = Failed.safeParse(json).data ?? { Message: '' };
  if (isOk && !code) return { outcome: 'unknown', detail: 'Postmark answered without an id' };
  const unquoted = message.replace(/'[^']*'/g, '(text)'); // it likes to quote what is wrong, which may be an address
  const error = { name: `Postmark ${code ?? status}`, message: unquoted, $metadata: { httpStatusCode: status } };
  return answerTo(error, () => meaningOf(code, status));
}

/** What is on no list goes by its HTTP status; an error in an answer of 200 is about the message. */
function meaningOf(code: number | undefined, status: number): ReturnType<Meaning> {
  if (code !== undefined && meanings.has(code)) return meanings.get(code);
  if (status === 401 || status === 403) return 'paused'; // who asks is refused, whatever is asked
  return status < 400 ? 'rejected' : undefined;
}

const meanings: ReadonlyMap<number, ReturnType<Meaning>> = new Map([
  [10, 'paused'], // bad or missing API token
  [100, 'unavailable'], // maintenance
  [300, 'rejected'], // the e-mail or an address in it
  [400, 'paused'], // the sender is not the account's
  [401, 'paused'], // the sender is not confirmed
  [405, 'quota'], // out of credits
  [406, 'rejected'], // Postmark sends no more to the recipient, who bounced or complained there
  [412, 'recipient-unverified'], // a new account, which sends within its own domain only
  [413, 'paused'], // the account may not send
  [429, 'throttled'],
  [1235, 'paused'], // no such message stream
]);
