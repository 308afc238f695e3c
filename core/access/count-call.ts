import { Refused } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { RateCounter } from './ports/access.ts';
import { nextReservation, reservedOf } from './rules/reservation.ts';

/** The rate window of an API key. */
const windowSeconds = 60;

/**
 * What one process knows of a key's window: how many calls were `counted` by all processes together, how many of them are reserved here
 * and `left`, and how many it reserves next.
 */
type Window = { start: Date; counted: number; left: number; next: number };

/** The current window of each key that a process has met. */
export type CallWindows = Map<string, Window>;

export type CountDeps = { rates: RateCounter; windows: CallWindows; callsPerMinute: number; now: Now };

/**
 * Counts a call against its key's limit, and answers the headers that tell the caller how much is left. Calls are reserved some at a
 * time, so that most are counted without a write; all processes together never let through more than the limit.
 * Headers: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 * @throws Refused `rate_limited` with `Retry-After`, when there were more calls in this minute than allowed.
 */
export async function countCall(keyId: string, deps: CountDeps): Promise<Record<string, string>> {
  const { callsPerMinute, now } = deps;
  const at = now().getTime();
  const window = windowOf(keyId, new Date(at - (at % (windowSeconds * 1000))), deps);
  if (window.left === 0 && window.counted < callsPerMinute) await reserve(keyId, window, deps);
  const isAllowed = window.left > 0;
  if (isAllowed) window.left -= 1;

  const remaining = Math.max(0, callsPerMinute - window.counted) + window.left;
  const secondsLeft = windowSeconds - Math.floor((at - window.start.getTime()) / 1000);
  const headers = {
    'RateLimit-Policy': `"key";q=${callsPerMinute};w=${windowSeconds}`,
    RateLimit: `"key";r=${remaining};t=${secondsLeft}`,
  };
  if (isAllowed) return headers;
  throw new Refused('rate_limited', `this key may make ${callsPerMinute} calls a minute; try again in ${secondsLeft} s`, {
    headers: { ...headers, 'Retry-After': String(secondsLeft) },
  });
}

function windowOf(keyId: string, start: Date, { windows }: CountDeps): Window {
  const known = windows.get(keyId);
  if (known?.start.getTime() === start.getTime()) return known;
  const begun = { start, counted: 0, left: 0, next: 1 };
  windows.set(keyId, begun);
  return begun;
}

async function reserve(name: string, window: Window, { rates, callsPerMinute }: CountDeps): Promise<void> {
  const calls = window.next;
  const counted = await rates.count({ name, windowStart: window.start, windowSeconds, calls });
  window.left += reservedOf({ calls, counted, limit: callsPerMinute });
  window.counted = Math.max(window.counted, counted); // another call of this process may have been answered first
  window.next = nextReservation({ calls, counted, limit: callsPerMinute });
}
