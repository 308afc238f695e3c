import type { MessageEvent } from '../../contract/notifications.ts';

/** The attempts to do one thing so far, the present one included. */
export type Tries = { count: number; since: Date };

/** Fewer than this is never enough: something that only waited for its turn has not failed. */
const fewestTries = 5;

/** The attempts at sending that a timeline tells of, counted from when the message was last given up, plus the one under way. */
export function triesOf(events: readonly MessageEvent[], now: Date): Tries {
  const lastEnd = events.findLastIndex(({ status }) => status === 'failed');
  const sends = events.slice(lastEnd + 1).filter(({ status }) => status === 'sending');
  return { count: sends.length + 1, since: new Date(sends[0]?.at ?? now) };
}

/** Whether something that has failed again was tried for so long that a person should look at it. */
export function isPastHope({ count, since }: Tries, { windowSeconds, now }: { windowSeconds: number; now: Date }): boolean {
  return count >= fewestTries && now.getTime() - since.getTime() >= windowSeconds * 1000;
}
