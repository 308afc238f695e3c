import { RetryableError } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { PausableQueue, Pause, Pauses } from './ports/pauses.ts';
import type { NotNowReason, ProviderAnswer } from './ports/providers.ts';
import { ownersPauseSeconds } from './rules/give-up.ts';

/** How long the others wait, at most, for the one message that tries whether a pause is over. */
const longestProbeSeconds = 60;
/** A mark that ran out longer ago than this says nothing any more: something would have come by and tried. */
const staleSeconds = 15 * 60;

export type PauseDeps = {
  pauses: Pauses;
  /** How long e-mail is paused for a used-up quota; a day's quota comes back bit by bit, so it is worth a try now and then. */
  pauseSeconds: number;
  now: Now;
};

/**
 * Lets a message onto a queue, before it is looked at: on a queue that is paused nothing is attempted. When the pause is over, one
 * message goes ahead as a probe.
 * @throws RetryableError when the queue is paused, for the whole batch.
 */
export async function enforcePause(queue: PausableQueue, deps: PauseDeps): Promise<void> {
  const paused = await letThrough(queue, deps);
  if (paused === undefined) return;
  throw new RetryableError(`${queue} is paused: ${paused.why}`, { stopBatch: true, afterSeconds: paused.afterSeconds });
}

/** Says why something is paused, and for how long to stay away; nothing when it is open, or this message is the one to try it. */
export async function letThrough(
  queue: PausableQueue,
  { pauses, pauseSeconds, now }: PauseDeps,
): Promise<{ why: string; afterSeconds: number } | undefined> {
  const pause = await pauses.find(queue);
  if (pause === undefined) return undefined;

  const probeUntil = new Date(now().getTime() + probeSeconds(pauseSeconds) * 1000);
  if (pause.until !== undefined && pause.until <= now() && (await pauses.postpone(queue, pause, probeUntil))) return undefined;

  return { why: pause.why, afterSeconds: secondsLeft(pause, pauseSeconds, now()) };
}

/** Learns from what the provider said: a used-up quota or a paused sender pauses the queue, and whatever is sent opens it again. */
export async function recordPause(
  queue: PausableQueue,
  answer: ProviderAnswer,
  { pauses, pauseSeconds, now }: PauseDeps,
): Promise<void> {
  const isNews = answer.outcome === 'sent' || (answer.outcome === 'not-now' && isForAll(answer.because));
  const pause = isNews ? await pauses.find(queue) : undefined;
  if (pause !== undefined && pause.until === undefined) return; // somebody's own pause: what was under way tells nothing of it
  if (answer.outcome === 'sent' && pause !== undefined) await pauses.resume(queue);
  if (answer.outcome !== 'not-now' || !isForAll(answer.because)) return;

  await pauses.pause(queue, { until: new Date(now().getTime() + pauseSeconds * 1000), why: answer.detail });
}

/** How often in a row a provider has failed, as far as this worker knows. */
const failures = new WeakMap<Pauses, Map<PausableQueue, number>>();
/** After so many failures in a row a provider is taken to be down, and not to have had a bad moment. */
const failuresOfOneDown = 3;

/** Learns that a provider is down, where another can take over: it is left alone for a minute, and then tried by one message. */
export async function recordDown(
  provider: PausableQueue,
  answer: ProviderAnswer,
  { pauses, pauseSeconds, now }: PauseDeps,
): Promise<void> {
  const counts = failures.get(pauses) ?? new Map<PausableQueue, number>();
  failures.set(pauses, counts);
  const isFailure = answer.outcome === 'not-now' && answer.because === 'unavailable' && answer.afterSeconds === undefined; // else one recipient's alone
  const count = isFailure ? (counts.get(provider) ?? 0) + 1 : 0;
  counts.set(provider, count);
  if (!isFailure) return;

  const pause = await pauses.find(provider);
  if (pause === undefined ? count < failuresOfOneDown : pause.until === undefined) return;
  const until = new Date(now().getTime() + probeSeconds(pauseSeconds) * 1000);
  await pauses.pause(provider, { until, why: `it is down: ${answer.detail}` });
}

/** Marks for the alarm that e-mails to some wait for the owner; the first of them that is sent takes the mark away. */
export async function recordUnverified(
  answer: ProviderAnswer,
  attempts: number,
  { pauses, pauseSeconds, now }: PauseDeps,
): Promise<void> {
  if (answer.outcome === 'sent' && attempts > 1 && (await pauses.find('unverified-recipients')) !== undefined)
    await pauses.resume('unverified-recipients');
  if (answer.outcome !== 'not-now' || answer.because !== 'recipient-unverified') return;

  const until = new Date(now().getTime() + ownersPauseSeconds({ count: attempts }, pauseSeconds) * 1000);
  await pauses.pause('unverified-recipients', { until, why: answer.detail });
}

/** Whether what the provider said holds for whatever would follow. */
function isForAll(because: NotNowReason): boolean {
  return because === 'quota' || because === 'paused';
}

/** Whether a queue is still paused: with a mark that ran out a while ago, nothing has come by since that could have tried. */
export function isPaused({ until }: Pause, now: Date): boolean {
  return until === undefined || until.getTime() + staleSeconds * 1000 > now.getTime();
}

/** At least as long as a probe takes, so that losing the race to be the probe is no reason to come back at once. */
function secondsLeft({ until }: Pause, pauseSeconds: number, now: Date): number {
  if (until === undefined) return pauseSeconds;
  return Math.max(probeSeconds(pauseSeconds), Math.ceil((until.getTime() - now.getTime()) / 1000));
}

function probeSeconds(pauseSeconds: number): number {
  return Math.min(longestProbeSeconds, pauseSeconds);
}
