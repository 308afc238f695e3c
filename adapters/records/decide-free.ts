import type { MessageStatus, Reason } from '../../contract/values.ts';

/** What the timeline says when a lease has run out during a send. */
export const lapsedDetail = 'the attempt ended without saying whether the provider took it';

/** What the timeline says when a message that was given up is tried anew. */
export const revivedDetail = 'it was given up, and is tried again';

/** What decides whether a message is free. */
export type MessageStanding = { status: MessageStatus; reason?: Reason; leaseUntil?: Date; unknownSince?: Date };

/** How a message stands for who wants to deliver it. */
export type Verdict =
  | { verdict: 'free' }
  /** The lease of a send has run out: nobody knows whether it happened. */
  | { verdict: 'lapsed' }
  /** Nothing was sent, and now somebody wants it tried again. */
  | { verdict: 'given-up' }
  | { verdict: 'busy'; afterSeconds: number }
  | { verdict: 'finished' };

type Rules = { leaseSeconds: number; ambiguousWaitSeconds: number; now: Date };

/** Decides whether a message is free: see `DeliveryLedger.find`. */
export function decideFree(message: MessageStanding, { leaseSeconds, ambiguousWaitSeconds, now }: Rules): Verdict {
  if (message.status === 'failed' && message.reason === 'gave_up') return { verdict: 'given-up' };
  if (message.reason !== undefined) return { verdict: 'finished' };
  switch (message.status) {
    case 'scheduled':
    case 'digesting':
      return { verdict: 'busy', afterSeconds: leaseSeconds }; // its release is still being written
    case 'queued':
      return waitUntil(message.leaseUntil, now);
    case 'sending':
      return isPast(message.leaseUntil, now) ? { verdict: 'lapsed' } : waitUntil(message.leaseUntil, now);
    case 'unknown':
      return waitUntil(latest(message.leaseUntil, waitedOut(message.unknownSince, ambiguousWaitSeconds)), now);
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'failed':
    case 'suppressed':
    case 'skipped':
    case 'canceled':
    case 'expired':
    case 'simulated':
      return { verdict: 'finished' };
    default:
      message.status satisfies never;
      return { verdict: 'busy', afterSeconds: leaseSeconds }; // a newer version's: it comes back until that is deployed
  }
}

function waitUntil(instant: Date | undefined, now: Date): Verdict {
  if (instant === undefined || isPast(instant, now)) return { verdict: 'free' };
  return { verdict: 'busy', afterSeconds: Math.ceil((instant.getTime() - now.getTime()) / 1000) };
}

function isPast(instant: Date | undefined, now: Date): boolean {
  return instant === undefined || instant <= now;
}

function waitedOut(since: Date | undefined, seconds: number): Date | undefined {
  return since && new Date(since.getTime() + seconds * 1000);
}

function latest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
