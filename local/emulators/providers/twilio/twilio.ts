import { randomBytes } from 'node:crypto';
import type { ProviderCall, ProviderDouble } from '../double.ts';
import type { Outbox } from '../outbox.ts';
import { plainJson, type WireAnswer } from '../protocol.ts';

/** The auth token that the double takes and signs with; the local system puts it where an owner puts theirs. */
export const localTwilioToken = '0123456789abcdef0123456789abcdef';

/** An SMS that was taken, and where what becomes of it is to be told. */
export type TakenByTwilio = { sid: string; accountSid: string; from: string; to: string; callbackUrl: string };

/** What is needed to play Twilio. */
export type Twilio = { outbox: Outbox; announce: (sms: TakenByTwilio) => void; now: () => Date };

const address = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages\.json$/;

/** Plays Twilio. */
export function twilioDouble(deps: Twilio): ProviderDouble {
  return {
    isMeant: ({ path }) => path.startsWith('/2010-04-01/'),
    sends: () => true,
    perform: (call) => twilio(call, deps),
    refusals: twilioRefusals,
  };
}

/** The one call of Twilio that the product uses: https://www.twilio.com/docs/messaging/api/message-resource (create a Message). */
function twilio({ path, headers, form }: ProviderCall, { outbox, announce, now }: Twilio): WireAnswer {
  const [, accountSid] = address.exec(path) ?? [];
  if (accountSid === undefined) return twilioError(404, 20404, `The requested resource ${path} was not found`);
  const credentials = `Basic ${Buffer.from(`${accountSid}:${localTwilioToken}`).toString('base64')}`;
  if (headers.authorization !== credentials) return twilioError(401, 20003, 'Authenticate');

  const to = form.get('To') ?? '';
  const text = form.get('Body') ?? '';
  const from = form.get('MessagingServiceSid') ?? form.get('From');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return twilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === null) return twilioError(400, 21603, "A 'From' phone number is required.");
  if (text === '') return twilioError(400, 21602, 'Message body is required.');
  if (text.length > 1600) return twilioError(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');

  const sid = `SM${randomBytes(16).toString('hex')}`;
  const callbackUrl = form.get('StatusCallback');
  const notificationId = callbackUrl === null ? null : new URL(callbackUrl).searchParams.get('notification');
  outbox.add({
    id: sid,
    channel: 'sms',
    provider: 'twilio',
    from,
    to: [to],
    raw: text,
    tags: notificationId === null ? {} : { notification_id: notificationId },
    outcome: 'delivered',
    sentAt: now().toISOString(),
  });
  if (callbackUrl !== null) announce({ sid, accountSid, from, to, callbackUrl });
  const status = form.has('MessagingServiceSid') ? 'accepted' : 'queued';
  return plainJson(201, { sid, account_sid: accountSid, to, from, body: text, status, price: null, error_code: null });
}

/** An error as Twilio answers it: https://www.twilio.com/docs/usage/twilios-response */
function twilioError(status: number, code: number, message: string): WireAnswer {
  return plainJson(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** What Twilio says when it refuses. */
const twilioRefusals = {
  throttle: twilioError(429, 20429, 'Too Many Requests'),
  quota: twilioError(429, 63038, 'Account exceeded the daily messages limit'),
  error: twilioError(500, 20500, 'An internal server error has occurred'),
  reject: twilioError(400, 21614, "'To' number is not a valid mobile number"),
};
