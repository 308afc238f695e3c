import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { newApiKey } from '../../../bin/operator/new-api-key.ts';
import { type OwnTable, openOwnTable } from '../../../local/own-table.ts';
import { type System, startSystem } from '../../../local/system.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';
import { waitUntil } from '../measure/wait-until.ts';

/** What to send: `bearer` is an API key or a user's token, `body` becomes JSON. */
export type Ask = { bearer: string; body?: unknown; headers?: Record<string, string> };

/** The whole system with data of its own, and what a bench needs of it. */
export type BenchSystem = {
  system: System;
  table: OwnTable;
  /** Calls the API and reads the answer to its end; throws when its status is not the one that is expected. */
  call(method: string, path: string, expected: number, ask: Ask): Promise<{ headers: Headers; text: string }>;
  /** A live API key that nobody has used: every key may make so many calls a minute. */
  newKey(): Promise<string>;
  /** Makes a user, and a token for their browser. */
  newUser(id: string): Promise<string>;
  /** Waits until no queue has work left. */
  untilIdle(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a system on free ports; `watch` is a folder of workflows that are taken up when they are edited. */
export async function startBenchSystem({ watch = false }: { watch?: string | false } = {}): Promise<BenchSystem> {
  const system = await startSystem({ port: 0, dataFolder: scratchFolder(), watch });
  const table = openOwnTable(system.outputs.TableName ?? '', system.endpoints.tables);
  const call = (method: string, path: string, expected: number, ask: Ask) =>
    callApi(`${system.url}${path}`, method, expected, ask);
  const key = system.keys.live;

  return {
    system,
    table,
    call,

    async newKey() {
      const { secret, key: stored } = newApiKey({ name: 'bench', kind: 'live' }, new Date());
      await dynamoApiKeys(table).add(stored);
      return secret;
    },

    async newUser(id) {
      await call('PUT', `/v1/users/${id}`, 200, { bearer: key, body: { email: `${id}@example.com` } });
      const { text } = await call('POST', `/v1/users/${id}/tokens`, 200, { bearer: key });
      return JSON.parse(text).token;
    },

    untilIdle: () => waitUntil('every queue is empty', () => isIdle(system)),

    async stop() {
      await table.stop();
      await system.stop();
    },
  };
}

async function callApi(url: string, method: string, expected: number, { bearer, body, headers }: Ask) {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status !== expected) throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${text}`);
  return { headers: answer.headers, text };
}

async function isIdle({ url }: System): Promise<boolean> {
  const { data } = (await (await fetch(`${url}/local/queues`)).json()) as { data: Record<string, number>[] };
  return data.every(({ waiting = 0, delayed = 0, in_flight = 0 }) => waiting + delayed + in_flight === 0);
}
