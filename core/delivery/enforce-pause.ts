import { TryAgainLater } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Parked, Parking, Road } from './ports/pauses.ts';
import type { NotNowReason, ProviderAnswer } from './ports/providers.ts';
import { ownersPauseSeconds } from './rules/give-up.ts';

/** How long the one message that tries is waited for, at most. */
const longestProbeSeconds = 60;
/** A mark that ran out longer ago than this says nothing: whatever waits would have come by. */
const staleSeconds = 15 * 60;

export type ParkingDeps = {
  parking: Parking;
  /** How long a used-up quota rests; a day's quota comes back bit by bit, so it is worth a try now and then. */
  restSeconds: number;
  now: Now;
};

/**
 * Lets a message onto a road, before it is claimed: on a road that rests nothing is attempted. When the rest is over, one
 * message goes ahead as a probe.
 * @throws TryAgainLater when the road rests, for the whole batch.
 */
export async function heedParking(road: Road, { parking, restSeconds, now }: ParkingDeps): Promise<void> {
  const parked = await parking.find(road);
  if (parked === undefined) return;

  const probeUntil = new Date(now().getTime() + probeSeconds(restSeconds) * 1000);
  if (parked.until !== undefined && parked.until <= now() && (await parking.putOff(road, parked, probeUntil))) return;

  throw new TryAgainLater(`${road} rests: ${parked.why}`, {
    stopBatch: true,
    afterSeconds: secondsLeft(parked, restSeconds, now()),
  });
}

/** Learns from what the provider said: a used-up quota or a paused sender parks the road, and whatever is sent opens it again. */
export async function learnParking(
  road: Road,
  answer: ProviderAnswer,
  { parking, restSeconds, now }: ParkingDeps,
): Promise<void> {
  if (answer.outcome === 'sent' && (await parking.find(road)) !== undefined) await parking.lift(road);
  if (answer.outcome !== 'not-now' || !isForAll(answer.because)) return;

  await parking.park(road, { until: new Date(now().getTime() + restSeconds * 1000), why: answer.detail });
}

/** Marks for the alarm that e-mails to some wait for the owner; the first of them that is sent takes the mark away. */
export async function learnUnverified(
  answer: ProviderAnswer,
  attempts: number,
  { parking, restSeconds, now }: ParkingDeps,
): Promise<void> {
  if (answer.outcome === 'sent' && attempts > 1 && (await parking.find('unverified-recipients')) !== undefined)
    await parking.lift('unverified-recipients');
  if (answer.outcome !== 'not-now' || answer.because !== 'recipient-unverified') return;

  const until = new Date(now().getTime() + ownersPauseSeconds({ count: attempts }, restSeconds) * 1000);
  await parking.park('unverified-recipients', { until, why: answer.detail });
}

/** Whether what the provider said holds for whatever would follow. */
function isForAll(because: NotNowReason): boolean {
  return because === 'quota' || because === 'paused';
}

/** Whether a road still rests: with a mark that ran out a while ago, nothing has come by since that could have tried. */
export function isResting({ until }: Parked, now: Date): boolean {
  return until === undefined || until.getTime() + staleSeconds * 1000 > now.getTime();
}

/** At least as long as a probe takes, so that losing the race to be the probe is no reason to come back at once. */
function secondsLeft({ until }: Parked, restSeconds: number, now: Date): number {
  if (until === undefined) return restSeconds;
  return Math.max(probeSeconds(restSeconds), Math.ceil((until.getTime() - now.getTime()) / 1000));
}

function probeSeconds(restSeconds: number): number {
  return Math.min(longestProbeSeconds, restSeconds);
}
