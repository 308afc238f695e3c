import { setTimeout as sleep } from 'node:timers/promises';
import { requestJson } from './request-json.ts';

export type ApiAnswer = { status: number; body: unknown };
export type CallApi = (method: string, path: string, body?: unknown, once?: Once) => Promise<ApiAnswer>;

/** What makes a POST one that may be made again: its key, or that what is in it has keys of its own. */
export type Once = { idempotencyKey?: string | undefined; isRepeatable?: boolean };

/** How often a call is made at most, how long it waits between two, and for which tenant they are made. */
export type Calling = { tries?: number | undefined; pause?: (ms: number) => Promise<unknown>; tenant?: string | undefined };

/** Enough for who waits at the prompt, and for a file that is worked off: some eight seconds, and a minute. */
const usualTries = 5;
export const triesForFile = 8;
const longestPauseMs = 30_000;

/** The key that calls are made with, or where it is read for each of them. */
export type Secret = string | (() => Promise<string>);

/**
 * Calls the API at `url` with a key, and asks again where it wants to be asked again: after as long as it says, or after pauses that double. A
 * call that was cut off is made again when that changes nothing twice.
 */
export function callApi(url: string, secret: Secret, { tries: most = usualTries, pause = sleep, tenant }: Calling = {}): CallApi {
  return async (method, path, body, { idempotencyKey, isRepeatable = repeatable.has(path) } = {}) => {
    const mayRepeat = method !== 'POST' || idempotencyKey !== undefined || isRepeatable;
    for (let tries = 1; ; tries += 1) {
      const isLast = tries === most;
      const key = typeof secret === 'string' ? secret : await secret();
      const answer = await requestJson(method, `${url}${path}`, {
        key,
        tenant,
        idempotencyKey,
        ...(body !== undefined && { body }),
      }).catch((error: unknown) => {
        if (isLast || !mayRepeat) throw error;
        return undefined;
      });
      // a new key may be read from where it has not arrived yet; 503 is said by who wants to be asked again
      if (answer !== undefined && (isLast || ![401, 429, 503].includes(answer.status))) return answer;
      await pause(Math.min(longestPauseMs, answer?.retryAfterMs ?? 500 * 2 ** (tries - 1)));
    }
  };
}

/** What may be posted again without a key: it puts what is there already, or changes nothing. */
const repeatable: ReadonlySet<string> = new Set(['/v1/users/bulk', '/v1/notifications/dry-run']);
