import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { findBridge, readBridge } from '../../local/docker/bridge.ts';
import { openToBridge } from '../../local/docker/bridge-port.ts';
import { claimPorts } from '../../local/ports.ts';
import { CannotStart, nothingStarted, type Started } from '../../local/stopping.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

/** 127.0.0.2 stands for the bridge's address: it is this machine's, and nobody else can reach it. */
const gateway = '127.0.0.2';
const started: Started[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});

/** The four ports, each with a server on 127.0.0.1 that answers with its name, open to a bridge. */
async function openPorts(subnet: string) {
  const ports = await claimPorts(0);
  const all = nothingStarted();
  started.push(all);
  for (const [name, port] of Object.entries(ports)) {
    const server = createServer((_, response) => response.end(name));
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
    all.keep({
      stop: () =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    });
  }
  await openToBridge({ subnet, gateway }, ports, all);
  return ports;
}

test('what comes over the bridge reaches all four ports', async () => {
  const ports = await openPorts('127.0.0.0/8');

  for (const [name, port] of Object.entries(ports)) {
    expect(await (await fetch(`http://${gateway}:${port}`)).text()).toBe(name);
  }
});

test('what comes from outside the bridge is cut off, on the same address', async () => {
  const ports = await openPorts('127.1.0.0/16');

  await expect(fetch(`http://${gateway}:${ports.http}`)).rejects.toThrow('fetch failed');
  expect(await (await fetch(`http://127.0.0.1:${ports.http}`)).text()).toBe('http');
});

test("an address that is not this machine's, as under Docker Desktop, opens nothing and stops nothing", async () => {
  const all = nothingStarted();
  const opened: unknown[] = [];

  await openToBridge({ subnet: '192.0.2.0/24', gateway: '192.0.2.77' }, await claimPorts(0), {
    ...all,
    keep: (thing) => {
      opened.push(thing);
      return all.keep(thing);
    },
  });

  expect(opened).toEqual([]);
});

test('a port of the bridge that somebody has is named', async () => {
  const ports = await claimPorts(0);
  const busy = createTcpServer();
  await new Promise<void>((done) => busy.listen(ports.queues, gateway, () => done()));
  const all = nothingStarted();
  started.push(all);

  await expect(openToBridge({ subnet: '127.0.0.0/8', gateway }, ports, all)).rejects.toThrow(
    new RegExp(`^port ${ports.queues} of Docker's bridge \\(${gateway}\\) cannot be taken: `),
  );
  busy.close();
});

describe('the bridge is read from what Docker prints', () => {
  const inspected = (...Config: object[]) => JSON.stringify([{ Name: 'bridge', IPAM: { Driver: 'default', Config } }]);

  test.each([
    ['with its gateway', [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }], '172.17.0.1'],
    ['without, as Docker 20.10 prints it at first', [{ Subnet: '172.17.0.0/16' }], '172.17.0.1'],
    ['with a gateway of its own', [{ Subnet: '192.168.97.0/24', Gateway: '192.168.97.254' }], '192.168.97.254'],
    ['beside IPv6', [{ Subnet: 'fd00::/80' }, { Subnet: '10.200.0.0/24', Gateway: '10.200.0.1' }], '10.200.0.1'],
  ])('%s', (_, config, address) => {
    expect(readBridge(inspected(...config))).toMatchObject({ gateway: address });
  });

  test.each([
    ['no network', '[]'],
    ['no IPv4', inspected({ Subnet: 'fd00::/80' })],
    ['no JSON', 'WARNING: old'],
  ])('%s: one line', (_, text) => {
    expect(() => readBridge(text)).toThrow(CannotStart);
    expect(() => readBridge(text)).toThrow(/^Docker has no bridge network with IPv4, .*docker network inspect bridge$/);
  });
});

describe('Docker that is not there is one line', () => {
  test('not installed', async () => {
    await expect(findBridge(join(scratchFolder(), 'docker'))).rejects.toThrow(
      /^"npm start -- --docker" needs Docker, and there is no command "docker": https:\S+$/,
    );
  });

  test('not running', async () => {
    const docker = join(scratchFolder(), 'docker');
    const words = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';
    writeFileSync(docker, `#!/bin/sh\necho "${words}" >&2\nexit 1\n`, { mode: 0o755 });

    await expect(findBridge(docker)).rejects.toThrow(
      `"npm start -- --docker" needs Docker to run, and it does not answer (${words}); start it and try again`,
    );
  });
});
