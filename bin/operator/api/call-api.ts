import { setTimeout as sleep } from 'node:timers/promises';
import { requestJson } from './request-json.ts';

export type ApiAnswer = { status: number; body: unknown };
export type CallApi = (method: string, path: string, body?: unknown, idempotencyKey?: string) => Promise<ApiAnswer>;

/** How often a call is repeated that the API has no time for, or whose key it does not know yet. */
const mostTries = 6;

/** Calls the API at `url` with a key, and asks again where it wants to be asked again. */
export function callApi(url: string, key: string): CallApi {
  return async (method, path, body, idempotencyKey) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await requestJson(method, `${url}${path}`, { key, idempotencyKey, ...(body !== undefined && { body }) });
      // a new key may be read from where it has not arrived yet; 503 is said by who wants to be asked again
      if (tries === mostTries || ![401, 429, 503].includes(answer.status)) return answer;
      await sleep(500 * tries);
    }
  };
}
