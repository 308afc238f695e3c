import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { postOnce } from '../../../adapters/providers/post-once.ts';
import { providerConnections } from '../../../adapters/providers/provider-connections.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
  server.next({ status: 200, body: '' }, { status: 200, body: '' });
});
afterEach(() => server.stop());

test.each([
  ['is used again while it is fresh', 2_000, 1],
  ['is not used again once it has lain idle, as in a function that was frozen', 2_001, 2],
])('a connection %s', async (_, idleMs, connections) => {
  let now = 0;
  const { httpAgent, dropIdle } = providerConnections({ now: () => now });
  await call(httpAgent);
  now += idleMs;

  dropIdle();
  await call(httpAgent);

  expect(server.connections()).toBe(connections);
  httpAgent.destroy();
});

async function call(agent: ReturnType<typeof providerConnections>['httpAgent']): Promise<void> {
  await new Promise<void>((done, fail) => {
    get(server.url, { agent }, (response) => response.resume().on('end', done)).on('error', fail);
  });
  while (Object.keys(agent.freeSockets).length === 0) await turn(); // given back a moment after its answer has ended
}

test('an answer that does not end is read up to 64 KB, and its connection is ended', async () => {
  const block = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  let hungUp: () => void = () => {};
  const isHungUp = new Promise<void>((done) => {
    hungUp = done;
  });
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(201);
    response.on('close', hungUp);
    const send = () => {
      while (sent < 200 && response.write(block)) sent += 1; // some 13 MB at most
      sent += 1;
      if (sent < 200) response.once('drain', send);
      else response.end();
    };
    send();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

  const answer = await postOnce(url, { headers: {}, body: 'hello' }, { connections: providerConnections(), timeoutSeconds: 10 });
  await isHungUp;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));

  expect(answer.status).toBe(201);
  expect(answer.body).toHaveLength(64 * 1024);
  expect(sent).toBeLessThan(200);
});
