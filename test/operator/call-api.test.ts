import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callApi } from '../../bin/operator/api/call-api.ts';
import { runFile } from '../../bin/operator/commands/import.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

type Say = (response: ServerResponse) => unknown;

/** An API that gives these answers one after the other, and the pauses that were made between calls. */
async function anApi(...answers: Say[]) {
  let calls = 0;
  const pauses: number[] = [];
  const server = createServer((_, response) => {
    const say = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    say?.(response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pause = async (ms: number) => void pauses.push(ms);
  return { call: callApi(url, 'bh_test', { tries: 4, pause }), pauses, calls: () => calls };
}

const good: Say = (response) => response.end('{}');
const busy =
  (status: number, headers = {}): Say =>
  (response) =>
    response.writeHead(status, headers).end('{"detail":"not now"}');
const cutOff: Say = (response) => response.destroy();

test('a call waits for as long as the API says, else twice as long each time', async () => {
  const api = await anApi(busy(429, { 'retry-after': '3' }), busy(503), busy(503, { 'retry-after': '600' }), good);

  expect((await api.call('GET', '/v1/users')).status).toBe(200);
  expect(api.pauses).toEqual([3000, 1000, 30_000]);
});

test('it gives up in the end, and says what the API said', async () => {
  const api = await anApi(busy(503));

  expect(await api.call('GET', '/v1/users')).toMatchObject({ status: 503, body: { detail: 'not now' } });
  expect(api.calls()).toBe(4);
});

test.each([
  ['users in bulk', '/v1/users/bulk', undefined, 'again'],
  ['a publish with its key', '/v1/notifications', { idempotencyKey: 'csv-1' }, 'again'],
  ['a publish whose recipients have keys', '/v1/notifications', { isRepeatable: true }, 'again'],
  ['a publish without any', '/v1/notifications', undefined, 'once'],
])('a connection that is cut off: %s', async (_, path, once, times) => {
  const api = await anApi(cutOff, good);

  const ended = await api.call('POST', path, {}, once).catch(() => 'failed');

  expect([ended === 'failed' ? ended : 'answered', api.calls()]).toEqual(times === 'again' ? ['answered', 2] : ['failed', 1]);
});

test('a file that stops on the way says by which command one goes on', async () => {
  const run = async () => {
    throw new Error('socket hang up');
  };

  await expect(
    runFile({ rows: 9, unreadable: 0, doneBefore: 0, done: () => 4, run }, { goOnBy: 'import users.csv --stage dev' }),
  ).rejects.toThrow(
    'socket hang up\n4 of 9 rows are done. Go on behind them by: npm run bellhop -- import users.csv --stage dev',
  );
});

test('a dry run of rows that cannot be read says that they would stop the run itself', async () => {
  const begun = { rows: 3, unreadable: 2, doneBefore: 0, done: () => 3, run: async () => ({ good: 1, refused: 2 }) };

  await expect(runFile(begun, { isDryRun: true })).rejects.toThrow(
    '2 rows were refused, of which 2 cannot be read: mend these, or no run begins without --skip-invalid',
  );
  await expect(runFile({ ...begun, unreadable: 0 }, { isDryRun: true })).rejects.toThrow(
    '2 rows were refused; mend them in a file of their own',
  );
});
