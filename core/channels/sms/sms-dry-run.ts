import { isPriced } from '../../../contract/channels/providers.ts';
import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';
import { decideSms, type SmsTerms } from './admit-sms.ts';
import type { SmsMeter } from './ports/sms-meter.ts';
import { countryOf } from './rules/phone-number.ts';
import { smsCost } from './rules/sms-price.ts';
import { countSmsSegments } from './rules/sms-segments.ts';

/** What a dry run says of SMS: each segment is paid for, and country, shares and the month's money are asked. */
export function smsDryRun(deps: { meter: Pick<SmsMeter, 'decide'>; terms: SmsTerms }): DryRunSender {
  return {
    knowsPrice: (provider, { to }) => isPriced('sms', provider) || deps.terms.prices[countryOf(to) ?? ''] !== undefined,

    estimateUsd({ to: number, copy: { sms: text = '' } }) {
      return smsCost({ number, segments: countSmsSegments(text).segments }, deps.terms) / 1e6;
    },
    admit: ({ copy: { sms: text = '' }, ...message }) => decideSms({ ...message, text }, deps),
  };
}
