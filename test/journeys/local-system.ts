import { setTimeout as sleep } from 'node:timers/promises';
import { newApiKey } from '../../bin/operator/new-api-key.ts';
import type { ApiKeys } from '../../core/access/ports/access.ts';
import { localAnswers } from '../../local/gateway/local-answers.ts';
import type { System } from '../../local/system.ts';
import { mismatch } from './described-answer.ts';

/** An answer of the API, its body read as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a journey reads answers as a stranger's program would, by name
export type Answer = { status: number; headers: Headers; body: any };

/** What to send; `key` and `token` become the Authorization header, `raw` is a body as it is. */
export type Ask = { body?: unknown; raw?: string; key?: string; token?: string; headers?: Record<string, string> };

/** Where a running system is, with live keys to call it by. */
export type Place = Pick<System, 'url' | 'keys' | 'endpoints' | 'outputs'> & { dataFolder: string; liveKeys: string[] };

/** The calls that journeys make of a running system. */
export function callsTo(place: Place) {
  const keys = roundRobin(place.liveKeys);
  const tokens = new Map<string, string>();

  return {
    /** A live key for a call: another each time, as journeys that ask again and again would use up the rate of one. */
    key: () => keys.next().value,
    call: (method: string, path: string, ask: Ask = {}) => callApi(place, method, path, ask),
    local: (method: string, path: string, body?: unknown) => callLocal(place, method, `/local${path}`, { body }),

    /** Runs a job by hand, now or as if it were another time; fails when it could not run, as what is awaited of it would not come. */
    async run(job: string, time?: string): Promise<void> {
      const { status, body } = await callLocal(place, 'POST', '/local/run', {
        body: { job, ...(time !== undefined && { time }) },
      });
      if (status !== 200) throw new Error(`${job} did not run: ${body.message}`);
    },

    /** Publishes as the app's server; answers what the API said. */
    publish: (body: Record<string, unknown>, ask: Ask = {}) =>
      callApi(place, 'POST', '/v1/notifications', { key: keys.next().value, body, ...ask }),

    /** Calls as a user, with a token that the running system has minted. */
    async as(user: string, method: string, path: string, ask: Ask = {}): Promise<Answer> {
      const token = tokens.get(user) ?? (await mint(place, user));
      tokens.set(user, token);
      return callApi(place, method, path, { token, ...ask });
    },

    async outbox(filter: Record<string, string> = {}) {
      return (await callLocal(place, 'GET', `/local/outbox?${new URLSearchParams(filter)}`)).body.data;
    },
  };
}

/** Asks again until `look` gives something (an empty list is nothing), and gives it; fails with what was awaited when it never does. */
export async function eventually<Seen>(what: string, look: () => Promise<Seen | undefined | false>): Promise<Seen> {
  for (let looks = 0; looks < 500; looks += 1) {
    const seen = await look();
    if (seen !== undefined && seen !== false && !(Array.isArray(seen) && seen.length === 0)) return seen;
    await sleep(100);
  }
  throw new Error(`it never came to this: ${what}`);
}

async function callApi(place: Place, method: string, path: string, ask: Ask): Promise<Answer> {
  const answer = await request(place, method, path, ask);
  const wrong = mismatch(method, path, { ...answer, type: answer.headers.get('content-type') ?? '' });
  if (wrong !== undefined) throw new Error(`an answer is not as docs/openapi.json says: ${wrong}`);
  return answer;
}

/** Calls one of the system's own addresses; an answer that the console knows has to be as its types say. */
async function callLocal(place: Place, method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const answer = await request(place, method, path, ask);
  const described = new Map(Object.entries(localAnswers)).get(`${method} ${path.split('?', 1)[0]}`);
  if (answer.status === 200) described?.parse(answer.body);
  return answer;
}

async function request(
  place: Place,
  method: string,
  path: string,
  { body, raw, key, token, headers }: Ask = {},
): Promise<Answer> {
  const bearer = key ?? token;
  const response = await fetch(new URL(path, place.url), {
    method,
    headers: {
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
      ...((body ?? raw) !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Adds live keys, and answers their secrets. */
export async function addKeys(apiKeys: ApiKeys): Promise<string[]> {
  const made = Array.from({ length: 20 }, (_, n) => newApiKey({ name: `journey ${n}`, kind: 'live' }, new Date()));
  await Promise.all(made.map(({ key }) => apiKeys.add(key)));
  return made.map(({ secret }) => secret);
}

function* roundRobin(keys: readonly string[]): Generator<string, never> {
  for (;;) yield* keys;
}

async function mint(place: Place, user: string): Promise<string> {
  return (await callLocal(place, 'POST', '/local/token', { body: { user } })).body.token;
}
