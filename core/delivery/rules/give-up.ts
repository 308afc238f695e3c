import type { MessageEvent } from '../../../contract/publishing/notifications.ts';

/** The attempts to do one thing so far, the present one included. */
export type Tries = { count: number; since: Date };

/** Fewer than this is never enough: something that only waited for a permit has not failed. */
const fewestTries = 5;

/** The attempts at sending that a timeline tells of, counted from when the message was last given up, plus the one under way. */
export function triesOf(events: readonly MessageEvent[], now: Date): Tries {
  const lastEnd = events.findLastIndex(({ status }) => status === 'failed');
  const sends = events.slice(lastEnd + 1).filter(({ status }) => status === 'sending');
  return { count: sends.length + 1, since: new Date(sends[0]?.at ?? now) };
}

/**
 * How long e-mails wait for the owner that the sandbox does not let through to their recipient: as long as those that a pause
 * keeps back.
 */
export const unverifiedWindowSeconds = 2 * 86_400;

/**
 * How long to wait before trying again what waits for the owner. Each wait is longer, as every try makes the timeline longer:
 * there are about twenty in two days.
 */
export function ownersPauseSeconds({ count }: Pick<Tries, 'count'>, pauseSeconds: number): number {
  return pauseSeconds * count;
}

/** Whether something that has failed again was tried for so long that a person should look at it. */
export function isPastHope({ count, since }: Tries, { windowSeconds, now }: { windowSeconds: number; now: Date }): boolean {
  return count >= fewestTries && now.getTime() - since.getTime() >= windowSeconds * 1000;
}
