import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Batch, SendChannel, SendRate, SendSlots, TakeTurn } from '../../core/delivery/ports/rate-limiter.ts';
import type { SendLane } from '../../core/delivery/rules/rate-limit.ts';

/** How late a slot may be used. Later, as after a stall, it would crowd those that come after it: then it is lost. */
const latenessMs = 150;
const shortestRestMs = 50;
/** How long to keep away what had no turn, when others had theirs. */
const restSeconds = 1;

/**
 * `marginSeconds`: what a worker needs at least between its turn and its end. `longestRun`: slots that one request reserves.
 * `bulkRestSeconds`: how long to keep away bulk of which nothing had a turn as long as its worker ran, and whose queue gives up what
 * it has handed out too often.
 */
export type PacedTurnsOptions = {
  channel: SendChannel;
  lane: SendLane;
  slots: SendSlots;
  rate: SendRate;
  marginSeconds: number;
  longestRun: number;
  bulkRestSeconds: number;
  nowMs?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
};

/**
 * Turns at a provider, from slots that a worker reserves in runs as long as the batch in its hands, so that most turns take no request.
 * One turn is given after the other; bulk that has to stand back waits here, with its batch, for as long as its worker may run.
 */
export function pacedTurns(options: PacedTurnsOptions): (batch: Batch) => TakeTurn {
  const { channel, lane, slots, rate, marginSeconds, longestRun, bulkRestSeconds, nowMs = Date.now, sleep = sleepFor } = options;
  const turnsOf = new WeakMap<Batch, number>();
  const countTurn = (batch: Batch) => void turnsOf.set(batch, (turnsOf.get(batch) ?? 0) + 1);
  const toCome = (batch: Batch) => Math.max(1, Math.min(batch.left(), batch.size - (turnsOf.get(batch) ?? 0)));
  let reserved: number[] = [];
  let before: Promise<unknown> = Promise.resolve();

  /** The next slot for a batch, in epoch milliseconds; or when there is one again, when that is too far off. */
  async function nextSlot(batch: Batch, units: number): Promise<{ slotMs: number } | { freeAtMs: number }> {
    const latestMs = nowMs() + batch.remainingMs() - marginSeconds * 1_000;
    reserved = reserved.filter((slotMs) => slotMs >= nowMs() - latenessMs);
    if (units === 1 && reserved.length > 0) return { slotMs: reserved.shift() as number };

    const count = units === 1 ? Math.min(longestRun, toCome(batch)) : 1;
    for (;;) {
      const grant = await slots.reserve(channel, { lane, count, units, perSecond: await rate(), latestMs });
      if (grant.outcome === 'granted') {
        const [slotMs = nowMs(), ...others] = grant.slotsMs;
        reserved.push(...others);
        return { slotMs };
      }
      if (lane === 'transactional' || grant.atMs > latestMs) return { freeAtMs: grant.atMs };
      await sleep(Math.max(shortestRestMs, grant.atMs - nowMs()));
    }
  }

  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = before.then(work);
    before = turn.catch(() => {}); // whoever waits behind has nothing to do with it
    return turn;
  }

  return (batch) => async (units) => {
    for (;;) {
      const next = await inLine(() => nextSlot(batch, units));
      if ('freeAtMs' in next) {
        const seconds = Math.ceil((next.freeAtMs - nowMs()) / 1_000);
        const isStarved = lane === 'bulk' && !turnsOf.has(batch);
        return { outcome: 'too-far', afterSeconds: Math.max(isStarved ? bulkRestSeconds : restSeconds, seconds) };
      }
      const waitMs = next.slotMs - nowMs();
      if (waitMs > 0) await sleep(waitMs);
      if (nowMs() - next.slotMs > latenessMs) continue;
      countTurn(batch);
      return { outcome: 'now' };
    }
  };
}
