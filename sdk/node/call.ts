import { randomUUID } from 'node:crypto';
import { BellhopError, errorOf } from './errors.ts';
import { routes } from './generated/routes.ts';
import type { Answered, Call, CallOptions, ChangeOptions, OnceOptions } from './operations.ts';
import { isRepeatable, mayPass, waitMs } from './retries.ts';

/** How calls are made, whichever they are. */
export type CallSettings = {
  url: string;
  key: string;
  tenant?: string | undefined;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof fetch;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

type Loose = { path?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
type Attempt = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  timeoutMs: number;
};

/** Makes the function that makes calls: each attempt has its time, and what fails in a way that may pass is tried again. */
export function callsBy(settings: CallSettings): Call {
  return async (name, input, options: CallOptions & OnceOptions & ChangeOptions = {}) => {
    const route: { method: string; path: string; takesKey?: boolean } = routes[name];
    const { path = {}, query = {}, body } = input as Loose;
    const { signal, timeoutMs = settings.timeoutMs, maxRetries = settings.maxRetries, ifMatch } = options;
    const attempt: Attempt = {
      method: route.method,
      url: `${settings.url}${fill(route.path, path)}${toSearch(query)}`,
      headers: {
        Authorization: `Bearer ${settings.key}`,
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(settings.tenant !== undefined && { 'X-Tenant': settings.tenant }),
        ...(route.takesKey && { 'Idempotency-Key': options.idempotencyKey ?? randomUUID() }), // the same in every attempt
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
      timeoutMs,
    };
    new Headers(attempt.headers); // one that cannot be sent throws here, and is not taken for a network that fails
    for (let made = 1; ; made += 1) {
      try {
        return (await tryOnce(attempt, settings.fetch)) as Answered<typeof name>;
      } catch (error) {
        if (!(error instanceof BellhopError)) throw error;
        if (made > 1 && route.method === 'DELETE' && error.status === 404) return { body: undefined, etag: undefined } as never; // the attempt before did it
        const wait = waitMs(error, made, Math.random());
        if (made > maxRetries || wait === undefined || !mayPass(error, isRepeatable(name, route))) throw error;
        await settings.wait(wait, signal);
      }
    }
  };
}

/** The longest that a timer can be; one that is to be longer, as that of `Infinity`, would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Makes one attempt. Throws a BellhopError, or the reason of the caller's signal. */
async function tryOnce(
  { url, signal, timeoutMs, ...sent }: Attempt,
  ask: typeof fetch,
): Promise<{ body: unknown; etag: string | undefined }> {
  signal?.throwIfAborted();
  const end = new AbortController(); // AbortSignal.any came with Node 20
  const giveUp = () => end.abort(signal?.reason);
  const late = () => end.abort(new BellhopError('timeout', `no answer within ${timeoutMs} ms`));
  const timer = setTimeout(late, Math.min(timeoutMs, longestTimerMs));
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const response = await ask(url, { ...sent, redirect: 'manual', signal: end.signal }); // a POST that is led on becomes a GET
    const text = await response.text();
    if (!response.ok) throw errorOf(response, text);
    return { body: text === '' ? undefined : read(text, response.status), etag: response.headers.get('ETag') ?? undefined };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof BellhopError) throw cause;
    if (end.signal.aborted) throw end.signal.reason;
    throw new BellhopError('network', `no answer came from ${new URL(url).origin}`, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

function read(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BellhopError('unreadable', `an answer with status ${status} that is not JSON`, { status, cause });
  }
}

/** Puts names into a path. One that would lead to another path is refused: `..` is a step up, however it is encoded. */
function fill(path: string, names: Record<string, string>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = names[name];
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) throw new TypeError(`"${value}" cannot be the ${name} of a call`);
    return encodeURIComponent(value);
  });
}

function toSearch(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  return given.length === 0 ? '' : `?${search}`;
}
