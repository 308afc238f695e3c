import { setTimeout as sleepFor } from 'node:timers/promises';
import type { AcquirePermit, RateLimiter, RateLine, RecordBatch, SendRate } from '../../core/delivery/ports/rate-limiter.ts';
import type { TrafficClass } from '../../core/delivery/rules/rate-limit.ts';

/** How late a permit may be used. Later, as after a stall, it would crowd those that come after it: then it is lost. */
const latenessMs = 150;
const shortestPauseMs = 50;
/**
 * Permits of one such span are answered together, so that their messages are taken in one request. A message that is taken and not
 * sent is in doubt if its worker crashes: so this is short.
 */
const spanMs = 250;
/** How long to keep away what got no permit, when others got theirs. */
const pauseSeconds = 1;

/**
 * `marginSeconds`: what a worker needs at least between its permit and its end. `longestRun`: permits that one request reserves.
 * `bulkPauseSeconds`: how long to keep away bulk of which nothing got a permit as long as its worker ran, and whose queue gives up what
 * it has handed out too often.
 */
export type ReservedPermitsOptions = {
  /** Whose permits they are. */
  line: RateLine;
  trafficClass: TrafficClass;
  rateLimiter: RateLimiter;
  rate: SendRate;
  marginSeconds: number;
  longestRun: number;
  bulkPauseSeconds: number;
  nowMs?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
};

/**
 * Gives out a provider's permits. A worker reserves as many at once as its batch has messages, so most permits take no request.
 * One permit is given after the other; bulk that has to stand back waits here, with its batch, for as long as its worker may run.
 */
export function reservedPermits(options: ReservedPermitsOptions): (batch: RecordBatch) => AcquirePermit {
  const {
    line,
    trafficClass,
    rateLimiter,
    rate,
    marginSeconds,
    longestRun,
    bulkPauseSeconds,
    nowMs = Date.now,
    sleep = sleepFor,
  } = options;
  const permitsOf = new WeakMap<RecordBatch, number>();
  const countPermit = (batch: RecordBatch) => void permitsOf.set(batch, (permitsOf.get(batch) ?? 0) + 1);
  const toCome = (batch: RecordBatch) => Math.max(1, Math.min(batch.left(), batch.size - (permitsOf.get(batch) ?? 0)));
  let reserved: number[] = [];
  let before: Promise<unknown> = Promise.resolve();
  const spans = new Map<number, Promise<void>>();

  /** The next permit for a batch, in epoch milliseconds; or when there is one again, when that is too far off. */
  async function nextPermit(batch: RecordBatch, units: number): Promise<{ permitMs: number } | { freeAtMs: number }> {
    const latestMs = nowMs() + batch.remainingMs() - marginSeconds * 1_000;
    reserved = reserved.filter((permitMs) => permitMs >= nowMs() - latenessMs);
    if (units === 1 && reserved.length > 0) return { permitMs: reserved.shift() as number };

    const count = units === 1 ? Math.min(longestRun, toCome(batch)) : 1;
    for (;;) {
      const grant = await rateLimiter.reserve(line, { trafficClass, count, units, perSecond: await rate(), latestMs });
      if (grant.outcome === 'granted') {
        const [permitMs = nowMs(), ...others] = grant.permitsMs;
        reserved.push(...others);
        return { permitMs };
      }
      if (trafficClass === 'transactional' || grant.atMs > latestMs) return { freeAtMs: grant.atMs };
      await sleep(Math.max(shortestPauseMs, grant.atMs - nowMs()));
    }
  }

  async function sleepUntil(instantMs: number): Promise<void> {
    const waitMs = instantMs - nowMs();
    if (waitMs > 0) await sleep(waitMs);
  }

  /** Wakes all who wait for the same span in the same moment: timers of their own would go off one after the other, and each would take its message alone. */
  function sleepUntilSpanOf(permitMs: number): Promise<void> {
    const startMs = permitMs - (permitMs % spanMs);
    const sleeping = spans.get(startMs) ?? sleepUntil(startMs).finally(() => spans.delete(startMs));
    spans.set(startMs, sleeping);
    return sleeping;
  }

  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const permit = before.then(work);
    before = permit.catch(() => {}); // whoever waits behind has nothing to do with it
    return permit;
  }

  return (batch) => async (units) => {
    for (;;) {
      const next = await inLine(() => nextPermit(batch, units));
      if ('freeAtMs' in next) {
        const seconds = Math.ceil((next.freeAtMs - nowMs()) / 1_000);
        const isStarved = trafficClass === 'bulk' && !permitsOf.has(batch);
        return { outcome: 'too-far', afterSeconds: Math.max(isStarved ? bulkPauseSeconds : pauseSeconds, seconds) };
      }
      await (longestRun > 1 ? sleepUntilSpanOf(next.permitMs) : sleepUntil(next.permitMs));
      if (nowMs() - next.permitMs > latenessMs) continue;
      countPermit(batch);
      return { outcome: 'granted', wait: () => sleepUntil(next.permitMs) };
    }
  };
}
