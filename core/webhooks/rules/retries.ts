/** The pauses after each attempt that failed: 5 s, 5 min, 30 min, 2 h, 5 h, and twice 10 h, which is a good day. */
const pausesSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/**
 * How long to wait after so many attempts, in seconds; nothing when there were enough. `random` (from 0 up to 1) makes it a tenth
 * more or less, so that what failed together does not come back together.
 */
export function pauseAfter(tries: number, random: number): number | undefined {
  const pause = pausesSeconds[tries - 1];
  return pause && Math.round(pause * (0.9 + 0.2 * random));
}

/** For how long every attempt has to fail before a webhook is disabled. */
const failingDays = 5;

/** Whether a receiver has failed for so long that it is called no more. */
export function isGivenUp(failingSince: Date | undefined, now: Date): boolean {
  return failingSince !== undefined && now.getTime() - failingSince.getTime() >= failingDays * 24 * 3_600_000;
}

/** Whether an answer says that the event was taken. A redirect does not: it is never followed. */
export function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}
