import type { Priority } from '../../../contract/values.ts';
import type { TurnedDown } from '../../delivery/ports/channel-sender.ts';
import type { Sms } from '../../delivery/ports/providers.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { Measure } from '../../operations/ports/metrics.ts';
import type { Now } from '../../time/ports/clock.ts';
import type { SmsGrant, SmsMeter, SmsShare } from './ports/sms-meter.ts';
import { countryOf } from './rules/phone-number.ts';
import { destinationRefusal, type SmsLimits, smsWindows } from './rules/sms-guard.ts';
import { type SmsPricing, smsCost, smsSegmentUsd, toMicroDollars } from './rules/sms-price.ts';
import { countSmsSegments } from './rules/sms-segments.ts';

/** What the owner allows. */
export type SmsTerms = SmsPricing & {
  countries: readonly string[];
  monthlyBudgetUsd: number;
  /** What the provider's account may spend in a month, where that is known. */
  accountLimitUsd?: number | undefined;
  urgentOverBudget: boolean;
  limits: SmsLimits;
};

export type AdmitSmsDeps = { meter: SmsMeter; measure: Measure; terms: SmsTerms; now: Now };

/**
 * Asks whether an SMS may go: its country, range and price, its number's and range's share, the month's money. When it may, all of it
 * is reserved.
 */
export async function admitSms(
  { to, text }: Pick<Sms, 'to' | 'text'>,
  { id: notificationId, priority }: NotificationRecord,
  deps: AdmitSmsDeps,
): Promise<TurnedDown | undefined> {
  const { meter, terms, now } = deps;
  const blocked = checkDestination(to, terms);
  if (blocked !== undefined) return blocked;

  const share = shareOf({ to, text, priority, at: now() }, terms);
  const grant = await meter.reserve({ notificationId, ...share });
  report(grant, share.cost, deps);
  return toRefusal(grant, terms);
}

/** An SMS that is not there yet, at the instant at which it would go. */
export type ForeseenSms = { to: string; text: string; priority: Priority; at: Date };

/** What `admitSms` would answer, were it asked with the counts as they stand now. Reserves nothing. */
export async function decideSms(
  sms: ForeseenSms,
  { meter, terms }: { meter: Pick<SmsMeter, 'decide'>; terms: SmsTerms },
): Promise<TurnedDown | undefined> {
  return checkDestination(sms.to, terms) ?? toRefusal(await meter.decide(shareOf(sms, terms)), terms);
}

/** What would not go whatever is left of money and shares. SNS would take what is too dear, and drop it without telling anybody. */
function checkDestination(number: string, terms: SmsTerms): TurnedDown | undefined {
  const refusal = destinationRefusal(number, terms.countries);
  if (refusal !== undefined) return { reason: 'country_blocked', detail: refusal };

  const { maxSegmentUsd } = terms;
  const segmentUsd = smsSegmentUsd(number, terms);
  if (maxSegmentUsd === undefined || segmentUsd <= maxSegmentUsd) return undefined;
  const detail = `a segment to ${countryOf(number)} costs about $${segmentUsd}, and smsMaxPriceUsd is $${maxSegmentUsd}`;
  return { reason: 'price_exceeded', detail };
}

function shareOf({ to, text, priority, at }: ForeseenSms, terms: SmsTerms): SmsShare {
  const { segments } = countSmsSegments(text);
  const mayExceed = priority === 'urgent' && terms.urgentOverBudget;
  return {
    segments,
    cost: smsCost({ number: to, segments }, terms),
    ...(!mayExceed && { budget: toMicroDollars(terms.monthlyBudgetUsd) }),
    windows: smsWindows(to, at, terms.limits),
    at,
  };
}

function toRefusal(grant: SmsGrant, terms: SmsTerms): TurnedDown | undefined {
  return grant.outcome === 'granted' ? undefined : { reason: grant.reason, detail: describe(grant.reason, terms) };
}

/**
 * A refusal is reported as what the SMS would have made of the budget: more than all of it, however little was left. The account's own limit
 * counts where it is the lower one, as nothing is delivered beyond it.
 */
function report(grant: SmsGrant, cost: number, { measure, terms }: AdmitSmsDeps): void {
  if (terms.monthlyBudgetUsd === 0) return; // SMS are switched off, which is nobody's alarm
  const isOver = grant.outcome === 'refused' && grant.reason === 'budget_exceeded';
  const wanted = isOver ? grant.spent + cost : grant.spent;
  const { monthlyBudgetUsd, accountLimitUsd = monthlyBudgetUsd } = terms;
  measure('SmsBudgetUsed', (100 * wanted) / toMicroDollars(Math.min(monthlyBudgetUsd, accountLimitUsd)));
}

function describe(reason: Extract<SmsGrant, { outcome: 'refused' }>['reason'], { monthlyBudgetUsd }: SmsTerms): string {
  switch (reason) {
    case 'budget_exceeded':
      return `the month's SMS budget of $${monthlyBudgetUsd} does not cover it`;
    case 'throttled':
      return 'its number, or the range of numbers around it, has had as many SMS as it may get in an hour or a day';
    default:
      return reason satisfies never;
  }
}
