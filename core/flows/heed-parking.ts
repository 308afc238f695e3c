import { TryAgainLater } from '../errors.ts';
import type { Now, Parked, Parking, ProviderAnswer, Road } from '../ports.ts';

/**
 * How long a used-up quota rests; a day's quota comes back bit by bit, so it is worth a try now and then. What waits comes by as
 * often, which ends in the dead letters after two days (200 receives), before its queue would drop it after four.
 */
const restSeconds = 15 * 60;
/** How long the one message that tries is waited for. */
const probeSeconds = 60;

export type ParkingDeps = { parking: Parking; now: Now };

/**
 * Lets a message onto a road, before it is claimed: on a road that rests nothing is attempted. When the rest is over, one
 * message goes ahead as a probe.
 * @throws TryAgainLater when the road rests, for the whole batch.
 */
export async function heedParking(road: Road, { parking, now }: ParkingDeps): Promise<void> {
  const parked = await parking.find(road);
  if (parked === undefined) return;

  const probeUntil = new Date(now().getTime() + probeSeconds * 1000);
  if (parked.until !== undefined && parked.until <= now() && (await parking.putOff(road, parked, probeUntil))) return;

  throw new TryAgainLater(`${road} rests: ${parked.why}`, { stopBatch: true, afterSeconds: secondsLeft(parked, now()) });
}

/** Learns from what the provider said: a used-up quota parks the road, and whatever is sent opens it again. */
export async function learnParking(road: Road, answer: ProviderAnswer, { parking, now }: ParkingDeps): Promise<void> {
  if (answer.outcome === 'sent' && (await parking.find(road)) !== undefined) await parking.lift(road);
  if (answer.outcome !== 'not-now' || answer.because !== 'quota') return;

  await parking.park(road, { until: new Date(now().getTime() + restSeconds * 1000), why: answer.detail });
}

/** Whether a road still rests: with a mark that ran out a while ago, nothing has come by since that could have tried. */
export function isResting({ until }: Parked, now: Date): boolean {
  return until === undefined || until.getTime() + restSeconds * 1000 > now.getTime();
}

/** At least as long as a probe takes, so that losing the race to be the probe is no reason to come back at once. */
function secondsLeft({ until }: Parked, now: Date): number {
  if (until === undefined) return restSeconds;
  return Math.max(probeSeconds, Math.ceil((until.getTime() - now.getTime()) / 1000));
}
