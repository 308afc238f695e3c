import * as z from 'zod';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { jsonOf } from '../json-answer.ts';
import type { HttpAnswer } from '../post-once.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** What Twilio answers when it has taken an SMS: https://www.twilio.com/docs/messaging/api/message-resource (create a Message) */
const Taken = z.object({ sid: z.string().min(1) });
/** Its errors: https://www.twilio.com/docs/usage/twilios-response */
const Failed = z.object({ code: z.int().optional(), message: z.string().default('') });

/** Decides what Twilio's answer amounts to. Whatever it has taken is queued there: a receipt says what becomes of it. */
export function twilioAnswer({ status, body }: HttpAnswer): ProviderAnswer {
  const json = jsonOf(body);
  if (status >= 200 && status < 300) {
    const taken = Taken.safeParse(json);
    return taken.success
      ? { outcome: 'sent', providerId: taken.data.sid }
      : { outcome: 'unknown', detail: 'Twilio answered without an id' };
  }
  const { code, message } = Failed.safeParse(json).data ?? { message: '' };
  const error = { name: `Twilio ${code ?? status}`, message, $metadata: { httpStatusCode: status } };
  return answerTo(error, () => meaningOf(code, status));
}

/** Each code has a page under https://www.twilio.com/docs/api/errors. What is on no list goes by its HTTP status. */
function meaningOf(code: number | undefined, status: number): ReturnType<Meaning> {
  if (code !== undefined && meanings.has(code)) return meanings.get(code);
  return status === 401 || status === 403 ? 'paused' : undefined; // who asks is refused, whatever is asked
}

const meanings: ReadonlyMap<number, ReturnType<Meaning>> = new Map([
  [20429, 'throttled'], // too many requests
  [14107, 'throttled'], // rate of a sender
  [21611, 'throttled'], // the sender's queue is full
  [63038, 'quota'], // the account's messages of a day
  [20003, 'paused'], // wrong credentials, or a suspended account
  [20005, 'paused'], // the account is not active
  [20404, 'paused'], // no such account
  [21212, 'paused'], // the sender is no number
  [21603, 'paused'], // no sender
  [21606, 'paused'], // the sender is not the account's, or takes no SMS
  [21659, 'paused'], // the same
  [21660, 'paused'], // the sender is another account's
  [21661, 'paused'], // the sender takes no SMS
  [21701, 'paused'], // no such Messaging Service
  [21703, 'paused'], // the Messaging Service has no sender
  [21608, 'recipient-unverified'], // a trial account sends to verified numbers only
  [21610, 'opted-out'],
  [21408, 'country-blocked'], // not among the account's countries
  [21211, 'invalid-number'],
  [21612, 'rejected'], // not reached from this sender
  [21614, 'invalid-number'], // a number that takes no SMS
  [21635, 'invalid-number'], // a landline, in a country where Twilio does not try it: https://www.twilio.com/docs/api/errors/21635
]);
