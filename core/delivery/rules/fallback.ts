import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import { destinationRefusal } from '../../channels/sms/rules/sms-guard.ts';
import { type Preferable, preferenceOf, type Reachable } from '../../preferences/rules/preferences.ts';
import type { CopyFit } from '../../workflows/rules/copy-fit.ts';

/** What reaches a user on a channel where something did not: they have it there anyway, it waited and goes now, or it is added. */
export type Fallback = { channel: Channel; how: 'planned' | 'released' | 'added' };

/** Where a channel stands: not chosen, on its way or there, held to see whether the inbox item is read, or of no use. */
export type Standing = 'absent' | 'has-it' | 'awaits-reading' | 'no-use';

/** Channels that may be added to a notification which does not have them. Never SMS: nobody chose to pay for it. */
export type MayAdd = { email: boolean; inbox: boolean };

/** The order in which channels are tried in place of one that did not reach its user. */
const order: Readonly<Record<Channel, readonly Channel[]>> = { email: ['sms', 'inbox'], sms: ['email', 'inbox'], inbox: [] };

/**
 * What takes the place of a message that did not reach its user: the one rule for it, for planning, every later end, and simulation.
 * Nothing when no channel is left. See docs/decisions/0118.
 */
export function fallbackFor(missed: Channel, standingOf: (channel: Channel) => Standing, mayAdd: MayAdd): Fallback | undefined {
  for (const channel of order[missed]) {
    const standing = standingOf(channel);
    switch (standing) {
      case 'has-it':
        return { channel, how: 'planned' };
      case 'awaits-reading':
        return { channel, how: 'released' };
      case 'absent':
        if (channel !== 'sms' && mayAdd[channel]) return { channel, how: 'added' };
        break;
      case 'no-use':
        break;
      default:
        return standing satisfies never;
    }
  }
  return undefined;
}

/**
 * Whether a message has ended without reaching its user, and not by their own will or anybody's. A complaint arrived; who
 * unsubscribed or complained wants no e-mail; a send in doubt may have arrived; what was skipped by plan was planned around.
 */
export function hasMissed({ status, reason, attempts = 0, digest }: Ended): boolean {
  if (digest !== undefined) return false; // its news were in no hurry, and the inbox has them
  switch (status) {
    case 'bounced':
    case 'failed':
      return true;
    case 'suppressed':
      return reason !== 'suppressed_complaint' && reason !== 'suppressed_unsubscribe';
    case 'skipped':
      return attempts > 0; // turned down when it was about to go: country, money, price, limits
    case 'scheduled':
    case 'digesting':
    case 'queued':
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'complained':
    case 'unknown':
    case 'canceled':
    case 'expired':
    case 'simulated':
      return false;
    default:
      status satisfies never;
      return false; // a newer version's
  }
}

/** Where a message stands; `attempts` is how often it was taken up to be sent, `digest` the one that it waited for. */
export type Ended = { status: MessageStatus; reason?: Reason | undefined; attempts?: number; digest?: unknown };

/** What may be added for a user: an e-mail that fits or an inbox item, which is shortened, each where they take it by this workflow. */
export function mayAddFor(user: Reachable, workflow: Preferable, fit?: CopyFit): MayAdd {
  const isFree = (channel: Channel) => workflow.required || preferenceOf(user, workflow, channel).value === 'opted_in';
  const emailFits = fit?.email === undefined || !('tooLong' in fit.email);
  return { email: user.email !== undefined && isFree('email') && emailFits, inbox: isFree('inbox') };
}

/** Where a channel stands in a plan, which knows of nothing that has gone wrong yet. */
export function standingInPlan(plan: readonly Explanation[], channel: Channel): Standing {
  const planned = plan.find((each) => each.channel === channel);
  if (planned === undefined) return 'absent';
  return planned.decision === 'skip' ? 'no-use' : 'has-it';
}

/** What a timeline or a trace says of it. */
export function describeFallback({ channel, how }: Fallback): string {
  return `${named[channel]} ${how === 'added' ? 'takes its place' : 'has it as well'}`;
}

/** Why a channel is used that nobody chose. */
export function explainFallback(channel: Channel, missed: Channel, why: string): Explanation {
  const because = `it takes the place of the ${nouns[missed]}, which ${why}`;
  return { channel, decision: 'send', because, instead_of: missed };
}

/** A plan in which an SMS to a number that may have none is skipped, and what takes its place is there. */
export function planSms(
  plan: Explanation[],
  number: string | undefined,
  mayAdd: MayAdd,
  countries: readonly string[],
): Explanation[] {
  const sms = plan.find(({ channel, decision }) => channel === 'sms' && decision === 'send');
  const refusal = sms && number && destinationRefusal(number, countries);
  if (!sms || !refusal) return plan;

  const fallback = fallbackFor('sms', (channel) => standingInPlan(plan, channel), mayAdd);
  const because = `${sms.because}, but ${refusal}${fallback ? `; ${describeFallback(fallback)}` : ''}`;
  const skipped: Explanation = { channel: 'sms', decision: 'skip', reason: 'country_blocked', because };
  const kept = plan.map((each) => (each === sms ? skipped : each));
  return fallback?.how === 'added' ? [...kept, explainFallback(fallback.channel, 'sms', `may not go: ${refusal}`)] : kept;
}

const named: Readonly<Record<Channel, string>> = { inbox: 'the inbox', email: 'an e-mail', sms: 'the SMS' };
const nouns: Readonly<Record<Channel, string>> = { inbox: 'inbox item', email: 'e-mail', sms: 'SMS' };
