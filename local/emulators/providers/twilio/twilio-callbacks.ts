import { createHmac } from 'node:crypto';
import type { Stoppable } from '../../../stopping.ts';
import { startTelling } from '../../telling.ts';
import { localTwilioToken, type TakenByTwilio } from './twilio.ts';

/** Tells what becomes of SMS, as Twilio does. */
export type TwilioCallbacks = Stoppable & { announce(sms: TakenByTwilio): void };

/** How long after the answer it is told; at Twilio seconds. */
const delayMs = 150;

/** Numbers that play what a phone cannot take, in the range that Ofcom keeps free: https://www.twilio.com/docs/api/errors/30003 and 30004. */
const failures: ReadonlyMap<string, number> = new Map([
  ['+447700900903', 30004],
  ['+447700900904', 30003],
]);

/** Calls back for each SMS, first that it is sent and then its end: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function twilioCallbacks(): TwilioCallbacks {
  const telling = startTelling();
  return { announce: (sms) => telling.later(delayMs, () => tell(sms)), stop: telling.stop };
}

async function tell(sms: TakenByTwilio): Promise<void> {
  const errorCode = failures.get(sms.to);
  await post(sms, { MessageStatus: 'sent' });
  if (errorCode === undefined) await post(sms, { MessageStatus: 'delivered' });
  else await post(sms, { MessageStatus: 'undelivered', ErrorCode: String(errorCode) });
}

async function post({ callbackUrl, sid, accountSid, from, to }: TakenByTwilio, news: Record<string, string>): Promise<void> {
  const { MessageStatus = '' } = news;
  const fields = { ...news, MessageSid: sid, SmsSid: sid, SmsStatus: MessageStatus, AccountSid: accountSid, From: from, To: to };
  const signature = signatureOf(callbackUrl, { ...fields, ApiVersion: '2010-04-01' });
  await fetch(callbackUrl, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams({ ...fields, ApiVersion: '2010-04-01' }),
  });
}

/** Signs a call as Twilio does: https://www.twilio.com/docs/usage/webhooks/webhooks-security */
function signatureOf(url: string, fields: Record<string, string>): string {
  const signed = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`);
  return createHmac('sha1', localTwilioToken)
    .update([url, ...signed].join(''))
    .digest('base64');
}
