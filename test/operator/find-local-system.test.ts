import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findLocalSystems } from '../../bin/operator/find-local-system.ts';
import { runningFolder } from '../../contract/operations/running-system.ts';
import { announce } from '../../local/announce.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Something that answers as a running system does; or, told to, as something else does. */
async function listen(stack: unknown = { outputs: { TableName: 't' }, environment: {} }): Promise<string> {
  const server = createServer((_request, response) => response.end(JSON.stringify(stack)));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const urls = async (project: string, port?: string) => (await findLocalSystems(project, port)).map(({ url }) => url);
const notUsual = (found: string[]) => found.filter((url) => url !== 'http://127.0.0.1:4620'); // whoever runs the tests may run one

test('a running system is found on whatever port, and not after it has stopped', async () => {
  const project = scratchFolder();
  const url = await listen();
  const announced = announce(project, { url, dataFolder: '/elsewhere' });

  expect(await findLocalSystems(project)).toContainEqual(expect.objectContaining({ url, dataFolder: '/elsewhere' }));
  await announced.stop();
  expect(notUsual(await urls(project))).toEqual([]);
});

test('what a crash has left misleads nobody', async () => {
  const project = scratchFolder();
  announce(project, { url: 'http://127.0.0.1:1', dataFolder: '/gone' });
  announce(project, { url: await listen({ another: 'program' }), dataFolder: '/reused' });
  mkdirSync(join(project, runningFolder), { recursive: true });
  writeFileSync(join(project, runningFolder, '9.json'), '{"url": "http://127');

  expect(notUsual(await urls(project))).toEqual([]);
});

test('all of several are found, and BELLHOP_PORT chooses one', async () => {
  const project = scratchFolder();
  const [one, other] = [await listen(), await listen()];
  for (const url of [one, other]) announce(project, { url, dataFolder: '/data' });

  expect(notUsual(await urls(project)).sort()).toEqual([one, other].sort());
  expect(await urls(project, new URL(other).port)).toEqual([other]);
});
