import * as z from 'zod';
import { readSettings } from '../../../contract/settings.ts';
import { NotificationId, type Reason } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import type { ProviderReceipts } from '../../../core/feedback/ports/provider-receipts.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { type OwnerSecret, ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { isSignedBy } from './signature.ts';

/** What Twilio posts when an SMS's status changes; more fields come and go: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
const Callback = z.object({
  MessageSid: z.string().min(1).max(64),
  MessageStatus: z.string(),
  ErrorCode: z.coerce.number().int().optional(),
});
type Callback = z.infer<typeof Callback>;

/** Twilio's receipts as a function's settings say. */
export function twilioReceiptsFromSettings(): ProviderReceipts {
  const { TWILIO_TOKEN_PARAMETER } = readSettings('TWILIO_TOKEN_PARAMETER');
  return twilioReceipts(ssmOwnerSecret(TWILIO_TOKEN_PARAMETER));
}

/** Twilio's receipts, each of which has to be signed with the account's auth token, or its shared key. They say nothing of a price. */
export function twilioReceipts(token: OwnerSecret): ProviderReceipts {
  return {
    async read({ url, body, header }) {
      const form = new URLSearchParams(body);
      const signed = { url, form, settings: header('X-Twilio-Webhooks-Signature-Settings') };
      const isSigned = async () => isSignedBy(await token.readAll(), header('X-Twilio-Signature'), signed);
      if (!(await isSigned())) {
        token.forget(); // the owner may have put in another since
        if (!(await isSigned())) return 'forged';
      }
      const callback = Callback.safeParse(Object.fromEntries(form));
      return (callback.success ? toReceipt(callback.data, url) : undefined) ?? 'on-its-way';
    },
  };
}

function toReceipt({ MessageSid: providerId, MessageStatus, ErrorCode }: Callback, url: string): ProviderReceipt | undefined {
  const notificationId = NotificationId.safeParse(new URL(url).searchParams.get('notification')).data;
  const ids = {
    channel: 'sms',
    id: shortFingerprint(JSON.stringify(['sms', providerId, MessageStatus])),
    providerId,
    ...(notificationId !== undefined && { notificationId }),
  } as const;
  switch (MessageStatus) {
    case 'delivered':
      return { ...ids, status: 'delivered', detail: 'Twilio says: delivered' };
    case 'undelivered':
    case 'failed':
    case 'canceled': {
      const reason = reasons.get(ErrorCode ?? 0) ?? 'provider_rejected';
      const why = ErrorCode === undefined ? '' : `: error E${ErrorCode}, https://www.twilio.com/docs/errors/${ErrorCode}`;
      return { ...ids, status: 'failed', reason, detail: `Twilio took it, and it is ${MessageStatus}${why}` };
    }
    default:
      return undefined; // queued, sending, sent, and whatever else is no end
  }
}

/**
 * Why an SMS failed, by Twilio's code, each of which has a page under https://www.twilio.com/docs/api/errors. What is on no list
 * was refused, as its page says: 30001 (a sender's queue was full for ten hours), 30002 (an account was suspended meanwhile),
 * 30008 (the carrier does not say why).
 */
const reasons: ReadonlyMap<number, Reason> = new Map<number, Reason>([
  [21211, 'invalid_number'], // with a Messaging Service a number is looked at once the SMS was taken
  [21408, 'country_blocked'],
  [21610, 'sms_opted_out'],
  [21614, 'invalid_number'], // it takes no SMS
  [21635, 'invalid_number'], // a landline
  [30003, 'unreachable'], // the phone is off, or away
  [30004, 'carrier_blocked'], // the number is kept from it: by its owner, a register of its country, or the carrier
  [30005, 'invalid_number'], // nobody has this number
  [30006, 'invalid_number'], // a landline, or a carrier that this sender does not reach: the number "cannot receive your message", and is not to be tried again
  [30007, 'carrier_blocked'], // Twilio's filter, or the carrier's
  [30450, 'carrier_blocked'], // Twilio takes the traffic to it for a fraud, for a quarter of an hour and more
]);
