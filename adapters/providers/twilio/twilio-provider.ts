import { readSettings } from '../../../contract/settings.ts';
import type { ProviderAnswer, Sms, SmsProvider } from '../../../core/delivery/ports/providers.ts';
import { type OwnerSecret, ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { postOnce } from '../post-once.ts';
import { providerConnections } from '../provider-connections.ts';
import { twilioAnswer, twilioSilence } from './answer.ts';

/** How to send: `callbackUrl` is where Twilio tells what becomes of an SMS; `timeoutSeconds` is for one call, connecting included. */
export type TwilioOptions = {
  endpointUrl: string;
  accountSid: string;
  sender: string;
  token: OwnerSecret;
  /** The parameter that has the token, to name to an owner who has not put it there. */
  tokenParameter: string;
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
  return twilioProvider({
    endpointUrl: settings.TWILIO_ENDPOINT_URL,
    accountSid: settings.TWILIO_ACCOUNT_SID,
    sender: settings.TWILIO_SENDER,
    token: ssmOwnerSecret(settings.TWILIO_TOKEN_PARAMETER),
    tokenParameter: settings.TWILIO_TOKEN_PARAMETER,
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
    async send(sms) {
      const token = await readToken(options);
      if (typeof token !== 'string') return token;

      const headers = {
        Authorization: `Basic ${Buffer.from(`${options.accountSid}:${token}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      };
      const { timeoutSeconds } = options;
      const answer = await postOnce(url, { headers, body: formOf(sms, options) }, { connections, timeoutSeconds }).then(
        twilioAnswer,
        twilioSilence,
      );
      if (answer.outcome === 'not-now' && answer.because === 'paused') options.token.forget(); // the owner may have put in another
      return answer;
    },
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

/** The token, or why nothing was sent: an error here would leave in doubt whether it was. */
async function readToken({ token, tokenParameter }: TwilioOptions): Promise<string | ProviderAnswer> {
  try {
    const [newest] = await token.readAll();
    if (newest !== undefined) return newest;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: 'not-now', because: 'unavailable', detail: `the auth token of Twilio could not be read: ${why}` };
  }
  const detail = `there is no auth token of Twilio: aws ssm put-parameter --type SecureString --name ${tokenParameter} --value TOKEN`;
  return { outcome: 'not-now', because: 'paused', detail };
}
