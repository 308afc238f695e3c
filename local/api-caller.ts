import { localKeys } from './local-keys.ts';

/** Calls the deployed API as the app's server would. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;

/** A caller with the local system's live key: what it asks goes through the gateway and the functions like any other call. */
export function apiCaller(url: string): CallApi {
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${localKeys.live}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text(); // a 204 has none
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}
