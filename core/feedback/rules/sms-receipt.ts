import type { SmsReceipt } from '../../../contract/feedback/sms-receipts.ts';
import type { Reason } from '../../../contract/values.ts';
import { fingerprint } from '../../publishing/rules/fingerprint.ts';

/** What a receipt says about an SMS. */
export type SmsFate = {
  /** The same for the same receipt, however often it comes. */
  id: string;
  status: 'delivered' | 'failed';
  reason?: Reason;
  /** What it cost, in US dollars. */
  billedUsd?: number;
  /** For the timeline: never a number. */
  detail: string;
};

/**
 * Why SNS says that an SMS was not delivered: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html (failure reasons).
 * The quota is the account's `MonthlySpendLimit`; AWS names it in its logs only.
 */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/opted[ -]?out/i, 'sms_opted_out'],
  [/exceed max price/i, 'price_exceeded'],
  [/no quota left|spend(?:ing)? (?:limit|quota)/i, 'budget_exceeded'],
  [/unreachable|unavailable|unknown error/i, 'unreachable'],
];

/** What a receipt means for the SMS that it is about. What is on no list was refused by a carrier or a phone. */
export function readSmsReceipt({ notification, delivery, status }: SmsReceipt): SmsFate {
  const id = fingerprint(JSON.stringify(['sms', notification.messageId, status])).slice(0, 16);
  const words = plain(delivery.providerResponse);
  const { priceInUSD: billedUsd } = delivery;
  const price = billedUsd === undefined ? '' : `; it cost $${billedUsd}`;
  const bill = billedUsd === undefined ? {} : { billedUsd };
  if (status === 'SUCCESS') return { id, status: 'delivered', detail: `SNS says: ${words}${price}`, ...bill };

  const reason = reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'provider_rejected';
  const whose = reason === 'budget_exceeded' ? ": the account's own monthly limit for SMS is reached" : '';
  return { id, status: 'failed', reason, detail: `SNS took it and could not deliver it: ${words}${whose}`, ...bill };
}

/** A provider's words: letters only, so that no number comes along. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z/ -]/g, '').slice(0, 120);
}
