import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { newApiKey } from '../../bin/operator/new-api-key.ts';
import { type System, type SystemOptions, startSystem } from '../../local/system.ts';
import { mismatch } from './described-answer.ts';

/** An answer of the API, its body read as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a journey reads answers as a stranger's program would, by name
export type Answer = { status: number; headers: Headers; body: any };

/** What to send; `key` and `token` become the Authorization header, `raw` is a body as it is. */
export type Ask = { body?: unknown; raw?: string; key?: string; token?: string; headers?: Record<string, string> };

/** The whole system on free ports and a data folder of its own, with the calls that journeys make. */
export type Laptop = Awaited<ReturnType<typeof startLaptop>>;

/** Starts a system for one file of journeys; `stop` ends it and removes its data. */
export async function startLaptop(options: Pick<SystemOptions, 'docker'> = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-journey-'));
  const system = await startSystem({ port: 0, dataFolder, ...options });
  const keys = await manyKeys(system);
  const tokens = new Map<string, string>();

  return {
    system,
    dataFolder,

    /** A live key for a call: another each time, as journeys that ask again and again would use up the rate of one. */
    key: () => keys.next().value,
    call: (method: string, path: string, ask: Ask = {}) => callApi(system, method, path, ask),
    local: (method: string, path: string, body?: unknown) => request(system, method, `/local${path}`, { body }),

    /** Publishes as the app's server; answers what the API said. */
    publish: (body: Record<string, unknown>, ask: Ask = {}) =>
      callApi(system, 'POST', '/v1/notifications', { key: keys.next().value, body, ...ask }),

    /** Calls as a user, with a token that the running system has minted. */
    async as(user: string, method: string, path: string, ask: Ask = {}): Promise<Answer> {
      const token = tokens.get(user) ?? (await mint(system, user));
      tokens.set(user, token);
      return callApi(system, method, path, { token, ...ask });
    },

    async outbox(filter: Record<string, string> = {}) {
      return (await request(system, 'GET', `/local/outbox?${new URLSearchParams(filter)}`)).body.data;
    },

    async stop() {
      await system.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Asks again until `look` gives something, and gives it; fails with what was awaited when it never does. */
export async function eventually<Seen>(what: string, look: () => Promise<Seen | undefined | false>): Promise<Seen> {
  for (let looks = 0; looks < 300; looks += 1) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(100);
  }
  throw new Error(`it never came to this: ${what}`);
}

async function callApi(system: System, method: string, path: string, ask: Ask): Promise<Answer> {
  const answer = await request(system, method, path, ask);
  const wrong = mismatch(method, path, { ...answer, type: answer.headers.get('content-type') ?? '' });
  if (wrong !== undefined) throw new Error(`an answer is not as docs/openapi.json says: ${wrong}`);
  return answer;
}

async function request(
  system: System,
  method: string,
  path: string,
  { body, raw, key, token, headers }: Ask = {},
): Promise<Answer> {
  const bearer = key ?? token;
  const response = await fetch(new URL(path, system.url), {
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

async function manyKeys(system: System): Promise<Generator<string, never>> {
  const { tables } = system.endpoints;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: tables, region: 'us-east-1', credentials }));
  const apiKeys = dynamoApiKeys({ name: system.outputs.TableName ?? '', client, now: () => new Date() });
  const made = Array.from({ length: 20 }, (_, n) => newApiKey(`journey ${n}`, 'live', new Date()));
  await Promise.all(made.map(({ key }) => apiKeys.add(key)));

  return (function* () {
    for (;;) yield* made.map(({ secret }) => secret);
  })();
}

async function mint(system: System, user: string): Promise<string> {
  return (await request(system, 'POST', '/local/token', { body: { user } })).body.token;
}
