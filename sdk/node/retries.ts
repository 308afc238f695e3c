import type { BellhopError } from './errors.ts';
import type { Operation } from './operations.ts';

/** A call that is to wait longer than this fails instead: the limit of an API key begins anew each minute. */
const longestWaitSeconds = 60;
const firstWaitMs = 500;
const longestBackOffMs = 8_000;

/** Codes and statuses after which the same call may go well later. */
const passing: readonly (number | undefined)[] = [408, 429, 500, 502, 503, 504];

/** Calls by POST that come to the same when they are made twice, though they take no `Idempotency-Key`. */
const harmlessPosts: readonly Operation[] = ['cancel', 'dryRun', 'putUsers', 'createSchedule', 'addSuppression', 'mintToken'];

/** Whether it does no harm to make a call again whose answer was lost. */
export function isRepeatable(name: Operation, { method, takesKey }: { method: string; takesKey?: boolean }): boolean {
  return method !== 'POST' || takesKey === true || harmlessPosts.includes(name);
}

/** Whether a call that failed so is worth another attempt. What was refused by a limit has done nothing, so that always is. */
export function mayPass({ code, status }: BellhopError, isRepeatable: boolean): boolean {
  if (status === 429) return true;
  if (!isRepeatable) return false;
  return code === 'network' || code === 'timeout' || code === 'idempotency_key_in_use' || passing.includes(status);
}

/**
 * How long to wait before the next attempt, in milliseconds; nothing when that is too long to wait. `chance`, from 0 to 1, keeps many callers from
 * coming back at one moment. `attempt` counts those that were made, from 1.
 */
export function waitMs({ retryAfterSeconds }: BellhopError, attempt: number, chance: number): number | undefined {
  const backOff = Math.min(longestBackOffMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + chance / 2);
  if (retryAfterSeconds === undefined) return backOff;
  return retryAfterSeconds > longestWaitSeconds ? undefined : Math.max(backOff, retryAfterSeconds * 1000 + chance * firstWaitMs);
}
