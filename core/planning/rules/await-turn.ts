import { channelOf } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { minutesInWords } from '../../time/rules/minutes-in-words.ts';
import { termsOf } from '../../workflows/rules/chain.ts';
import { type Candidate, hold, type OtherChannel, skip } from './candidate.ts';

const minuteMs = 60_000;

/** How long after a channel went it counts as not reached: what fails later than a day is told too late to be of use. */
export const failsWithinMs = 24 * 60 * minuteMs;

/**
 * Holds or skips what goes only in its turn: to who has not read the inbox item, or was not reached by the channels before.
 * Answers nothing when its turn has come. Once the inbox item is read, its turn never comes.
 */
export function awaitTurn(candidate: Candidate): Explanation | undefined {
  return awaitReading(candidate) ?? awaitFailure(candidate);
}

/**
 * Holds it until the inbox item has been unread for so long, and skips it when that was read. Without an item there is nothing to
 * wait for.
 */
function awaitReading(candidate: Candidate): Explanation | undefined {
  const { workflow, channel, inInbox, held, at } = candidate;
  const { unreadAfterMinutes: minutes, before } = termsOf(workflow, channel);
  if ((minutes === undefined && before === undefined) || !inInbox) return undefined;
  if (held?.inbox?.isRead) return skip(candidate, 'already_read', 'but the inbox item has been read');
  if (minutes === undefined || mayNotWait(candidate)) return undefined;

  const until = new Date((held?.inbox?.arrivedAt ?? at).getTime() + minutes * minuteMs);
  if (until <= at) return undefined;
  const because = `but only if the inbox item is still unread after ${minutesInWords(minutes)}`;
  return hold(candidate, { heldFor: 'escalation', until, because });
}

/** Whether another channel has not reached the user, so that it no longer waits to see whether the inbox item is read. */
function mayNotWait({ workflow, channel, held }: Candidate): boolean {
  return termsOf(workflow, channel).unreadAfterMinutes !== undefined && (held?.missed ?? []).length > 0;
}

/**
 * Holds it for a day after the last of the channels before it went, to see whether one of them reaches the user, and skips it
 * when one has.
 */
function awaitFailure(candidate: Candidate): Explanation | undefined {
  const { workflow, channel, others, at } = candidate;
  const under = (termsOf(workflow, channel).before ?? []).flatMap((name) => {
    const other = others[name];
    return other === undefined || other.hasMissed ? [] : [{ name, since: other.since.getTime() }];
  });
  if (under.length === 0) return undefined;

  const names = wordsOf(under.map(({ name }) => name));
  const until = new Date(Math.max(...under.map(({ since }) => since)) + failsWithinMs);
  if (until <= at) return skip(candidate, 'not_needed', `but it is not needed, as the ${names} did not fail`);
  const because = `but only if the ${names} does not reach the user within a day`;
  return hold(candidate, { heldFor: 'undelivered', until, because });
}

/** Notes in its reason that it no longer waits, and why. */
export function noteMissed(candidate: Candidate): Candidate {
  if (!mayNotWait(candidate)) return candidate;
  return {
    ...candidate,
    why: `${candidate.why}; it does not wait, as the ${wordsOf(candidate.held?.missed ?? [])} did not reach the user`,
  };
}

function wordsOf(channels: readonly Channel[]): string {
  return channels.map((channel) => channelOf(channel).words.one).join(' and ');
}

/** Where a channel stands by what was just decided of it. */
export function otherOf({ decision, until }: Explanation, at: Date): OtherChannel {
  if (decision === 'skip') return { hasMissed: true };
  return { hasMissed: false, since: decision === 'hold' && until !== undefined ? new Date(until) : at };
}
