import * as z from 'zod';
import { NotificationId, type Reason } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';

/**
 * What End User Messaging puts onto the account's default bus when an SMS's status changes, by whomever it was sent.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html; fields nobody here uses may come and go.
 */
export const SmsVoiceEvent = z.object({
  id: z.string(),
  'detail-type': z.literal('Text Message Delivery Status Updated'),
  source: z.literal('aws.sms-voice'),
  detail: z.object({
    eventType: z.string(),
    eventTimestamp: z.int().min(0), // milliseconds since 1970
    messageId: z.string().min(1).max(256),
    messageStatusDescription: z.string().default(''),
    destinationPhoneNumber: z.string().optional(),
    totalMessagePrice: z.number().min(0).optional(),
    totalCarrierFee: z.number().min(0).optional(),
    context: z.record(z.string(), z.string()).optional(),
  }),
});
export type SmsVoiceEvent = z.infer<typeof SmsVoiceEvent>;

/** Why an SMS failed: https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html */
const reasons: ReadonlyMap<string, Reason> = new Map([
  ['TEXT_BLOCKED', 'carrier_blocked'],
  ['TEXT_CARRIER_BLOCKED', 'carrier_blocked'],
  ['TEXT_SPAM', 'carrier_blocked'],
  ['TEXT_CARRIER_UNREACHABLE', 'unreachable'],
  ['TEXT_UNREACHABLE', 'unreachable'],
  ['TEXT_TTL_EXPIRED', 'unreachable'],
  ['TEXT_INVALID', 'invalid_number'],
  ['TEXT_INVALID_MESSAGE', 'provider_rejected'],
  ['TEXT_PROTECT_BLOCKED', 'country_blocked'],
]);

/** Carriers say one or the other, by country. */
const arrived: ReadonlySet<string> = new Set(['TEXT_DELIVERED', 'TEXT_SUCCESSFUL']);

/** A receipt, and when it was told. */
export type ToldReceipt = { receipt: ProviderReceipt; at: Date };

/** What an event means for the SMS that it is about; nothing while that is under way. */
export function readSmsVoiceEvent({ detail: told }: SmsVoiceEvent): ToldReceipt | undefined {
  const { eventType, eventTimestamp, messageId: providerId, messageStatusDescription } = told;
  const id = shortFingerprint(JSON.stringify(['sms', providerId, eventType]));
  const ids = { id, channel: 'sms', providerId, ...ourIdOf(told) } as const;
  const at = new Date(eventTimestamp);
  const words = plain(messageStatusDescription) || plain(eventType);
  const billedUsd = priceOf(told);
  const bill = billedUsd === undefined ? {} : { billedUsd };
  const price = billedUsd === undefined ? '' : `; it cost $${billedUsd}`;

  if (arrived.has(eventType))
    return { at, receipt: { ...ids, status: 'delivered', detail: `AWS says: ${words}${price}`, ...bill } };
  if (eventType === 'TEXT_UNKNOWN')
    return { at, receipt: { ...ids, detail: `AWS cannot say what became of it: ${words}`, ...bill } };
  const reason = optedOut.test(words) ? 'sms_opted_out' : reasons.get(eventType);
  if (reason === undefined) return undefined;
  const list = reason === 'sms_opted_out' ? { listedAt: 'end-user-messaging' as const } : {};
  return {
    at,
    receipt: { ...ids, ...list, status: 'failed', reason, detail: `AWS took it and could not deliver it: ${words}`, ...bill },
  };
}

/** An event as the receipt that it is. */
export const SmsVoiceReceipt = SmsVoiceEvent.transform((event) => ({ receipt: readSmsVoiceEvent(event) }));

const optedOut = /opted[ -]?out/i;

/**
 * The notification's id, as it was sent along. Whoever may send in this account may write one, so it counts only with the number that
 * it went to, which is compared with the message's own; without, the message is found by its id at AWS.
 */
function ourIdOf({ context, destinationPhoneNumber: address }: SmsVoiceEvent['detail']) {
  const notificationId = NotificationId.safeParse(context?.notification_id).data;
  return notificationId === undefined || address === undefined ? {} : { notificationId, address };
}

/** What AWS takes and what carriers add, in US dollars: two fields, by the examples of its documentation. */
function priceOf({ totalMessagePrice, totalCarrierFee = 0 }: SmsVoiceEvent['detail']): number | undefined {
  return totalMessagePrice === undefined ? undefined : Number((totalMessagePrice + totalCarrierFee).toFixed(5));
}

/** A provider's words: letters only, so that no number comes along. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z_/ -]/g, '').slice(0, 120);
}
