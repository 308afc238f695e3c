import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Ports } from '../ports.ts';
import { CannotStart, type Started, type Stoppable } from '../stopping.ts';
import { type Bridge, isWithin } from './bridge.ts';

/**
 * Lets containers reach the four ports at this machine's address on Docker's bridge, and nobody else: what comes from an address outside
 * the bridge is cut off. What is behind each port goes on listening on loopback alone, and guards itself as ever.
 * Docker Desktop's bridge is in a virtual machine: the address is not ours then, and its containers come by loopback.
 */
export async function openToBridge(bridge: Bridge, ports: Ports, started: Started): Promise<void> {
  for (const port of Object.values(ports)) {
    const opened = await openBridgePort(bridge, port);
    if (opened === 'not-ours') return;
    started.keep(opened);
  }
}

async function openBridgePort({ subnet, gateway }: Bridge, port: number): Promise<Stoppable | 'not-ours'> {
  const callers = new Set<Socket>();
  const server = createServer({ noDelay: true }, (caller) => {
    if (!isWithin(subnet, caller.remoteAddress ?? '')) {
      caller.destroy();
      return;
    }
    callers.add(caller.once('close', () => callers.delete(caller)));
    join(caller, connect({ port, host: '127.0.0.1', noDelay: true }));
  });
  if ((await listen(server, { port, host: gateway })) === 'not-ours') return 'not-ours';
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const caller of callers) caller.destroy();
      }),
  };
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [end, otherEnd] of [
    [one, other],
    [other, one],
  ] as const) {
    end.on('error', () => end.destroy()); // who went away needs no answer
    end.once('close', () => otherEnd.destroy());
  }
}

function listen(server: Server, at: { port: number; host: string }): Promise<'ready' | 'not-ours'> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL') return done('not-ours');
      fail(new CannotStart(`port ${at.port} of Docker's bridge (${at.host}) cannot be taken: ${error.message}`));
    });
    server.listen(at, () => done('ready'));
  });
}
