import type { Explanation } from '../../contract/notifications.ts';
import type { Contact } from '../../contract/publish.ts';
import { destinationRefusal } from './sms-guard.ts';

/** What reaches the user in place of an SMS; `planned` when it does so anyway. */
export type SmsFallback = { channel: 'email' | 'inbox'; planned: boolean };

/**
 * What takes the place of an SMS that may not go: the e-mail, unless it was turned down or has no address; else the inbox.
 * `plan` has one entry for each channel that was chosen. What is there only in place of the SMS counts as not planned, so that an
 * attempt that ended half-way is followed by one that does it all again.
 */
export function smsFallback(plan: readonly Explanation[], user: Contact): SmsFallback {
  const email = plan.find(({ channel }) => channel === 'email');
  if (email !== undefined && email.decision !== 'skip') return { channel: 'email', planned: email.instead_of !== 'sms' };
  if (email === undefined && user.email !== undefined) return { channel: 'email', planned: false };
  return { channel: 'inbox', planned: plan.some(({ channel, instead_of }) => channel === 'inbox' && instead_of !== 'sms') };
}

/** What a timeline or a trace says of it. */
export function describeFallback({ channel, planned }: SmsFallback): string {
  const name = channel === 'email' ? 'an e-mail' : 'the inbox';
  return planned ? `${name} has it as well` : `${name} takes its place`;
}

/** Why a channel is used that nobody chose. */
export function explainFallback({ channel }: SmsFallback, refusal: string): Explanation {
  return { channel, decision: 'send', because: `it takes the place of the SMS, which may not go: ${refusal}`, instead_of: 'sms' };
}

/** A plan in which an SMS to a number that may have none is skipped, and what takes its place is there. */
export function planSms(plan: Explanation[], user: Contact, countries: readonly string[]): Explanation[] {
  const sms = plan.find(({ channel, decision }) => channel === 'sms' && decision === 'send');
  const refusal = sms && user.phone && destinationRefusal(user.phone, countries);
  if (!sms || !refusal) return plan;

  const fallback = smsFallback(plan, user);
  const because = `${sms.because}, but ${refusal}; ${describeFallback(fallback)}`;
  const skipped: Explanation = { channel: 'sms', decision: 'skip', reason: 'country_blocked', because };
  const kept = plan.map((each) => (each === sms ? skipped : each));
  return fallback.planned ? kept : [...kept, explainFallback(fallback, refusal)];
}
