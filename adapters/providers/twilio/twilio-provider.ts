import { readSettings } from '../../../contract/settings.ts';
import type { Sms, SmsProvider } from '../../../core/delivery/ports/providers.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, withCredential } from '../credential.ts';
import { silence } from '../json-answer.ts';
import { postOnce } from '../post-once.ts';
import { providerConnections } from '../provider-connections.ts';
import { twilioAnswer } from './answer.ts';

/** How to send: `callbackUrl` is where Twilio tells what becomes of an SMS; `timeoutSeconds` is for one call, connecting included. */
export type TwilioOptions = {
  endpointUrl: string;
  accountSid: string;
  sender: string;
  token: Credential;
  callbackUrl: string;
  timeoutSeconds: number;
};

/** Twilio as a function's settings say. */
export function connectTwilio({ timeoutSeconds }: { timeoutSeconds: number }): SmsProvider {
  const settings = readSettings(
    'TWILIO_ENDPOINT_URL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_SENDER',
    'TWILIO_TOKEN_PARAMETER',
    'API_URL',
  );
  const parameter = settings.TWILIO_TOKEN_PARAMETER;
  return twilioProvider({
    endpointUrl: settings.TWILIO_ENDPOINT_URL,
    accountSid: settings.TWILIO_ACCOUNT_SID,
    sender: settings.TWILIO_SENDER,
    token: { secret: ssmOwnerSecret(parameter), parameter, noun: 'the auth token of Twilio' },
    callbackUrl: `${settings.API_URL}/v1/receipts/twilio`,
    timeoutSeconds,
  });
}

/**
 * Sends SMS through Twilio, in one attempt: Twilio takes no idempotency token, so asking again could send twice. The notification's id
 * travels in the callback's address, so that an SMS whose answer was lost is known when its receipt comes.
 * Fields: https://www.twilio.com/docs/messaging/api/message-resource. `MaxPrice` has had no effect since June 2024, so our own limit is the
 * only one: https://www.twilio.com/docs/api/errors/21627
 */
export function twilioProvider(options: TwilioOptions): SmsProvider {
  const connections = providerConnections();
  const url = new URL(`/2010-04-01/Accounts/${options.accountSid}/Messages.json`, options.endpointUrl);

  return {
    send: (sms) =>
      withCredential(options.token, (token) => {
        const headers = {
          Authorization: `Basic ${Buffer.from(`${options.accountSid}:${token}`).toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        };
        const { timeoutSeconds } = options;
        const body = formOf(sms, options);
        return postOnce(url, { headers, body }, { connections, timeoutSeconds }).then(twilioAnswer, silence);
      }),
  };
}

function formOf({ notificationId, to, text }: Sms, { sender, callbackUrl }: TwilioOptions): string {
  return new URLSearchParams({
    To: to,
    [sender.startsWith('MG') && sender.length === 34 ? 'MessagingServiceSid' : 'From']: sender,
    Body: text,
    StatusCallback: `${callbackUrl}?notification=${notificationId}`,
  }).toString();
}
