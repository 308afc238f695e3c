import { get } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
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
