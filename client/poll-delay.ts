/** How often to ask when nobody says otherwise, in seconds. */
export const usualSeconds = 30;

/** After so many minutes without a hand on the page, ask every so many seconds. */
const whenIdle = [
  { minutes: 30, seconds: 300 },
  { minutes: 10, seconds: 120 },
  { minutes: 2, seconds: 60 },
] as const;

const longestSeconds = 300;

/** While the server says when something is new: in case it was not heard. */
const liveSeconds = 600;

/** What decides how long to wait before asking again. `idleMs` is how long nobody has touched the page. */
export type PollTiming = {
  serverSeconds?: number | undefined;
  idleMs: number;
  /** How many askings have failed since the last that did not. */
  failures: number;
  retryAfterSeconds?: number | undefined;
  isLive?: boolean;
  /** From 0 up to 1. */
  random: number;
};

/**
 * How long to wait before asking again, in milliseconds: as the server says, longer when nobody is there, and much longer when it
 * fails. Up to a tenth is added by chance, so that tabs opened together do not ask together.
 */
export function pollDelayMs({
  serverSeconds = usualSeconds,
  idleMs,
  failures,
  retryAfterSeconds = 0,
  random,
  isLive,
}: PollTiming): number {
  const idleSeconds = whenIdle.find(({ minutes }) => idleMs >= minutes * 60_000)?.seconds ?? 0;
  const steady = Math.max(serverSeconds, isLive ? liveSeconds : idleSeconds);
  const backoff = failures === 0 ? 0 : Math.min(longestSeconds, steady * 2 ** Math.min(failures, 10));
  return Math.round(1000 * Math.max(steady, backoff, retryAfterSeconds) * (1 + random / 10));
}
