import { connect, createServer, type Socket } from 'node:net';
import { foreignHost, foreignOrigin } from '../foreign-request.ts';
import type { Stoppable } from '../stopping.ts';
import type { TableFault } from './providers/faults.ts';
import { requestReader, type WholeRequest } from './request-reader.ts';

/** The fault that a request meets, if any. */
export type TakeFault = (body: string) => TableFault | undefined;

type Guarded = { port: number; behind: number; hostNames?: readonly string[]; takeFault?: TakeFault };

/**
 * Stands in front of the DynamoDB emulator, which looks at neither `Host` nor `Origin`, and lets no web page through: the first
 * request of a connection is looked at, as browsers never mix two sites in one. Scripted faults are met here, request by request.
 */
export async function startGuardedPort(guarded: Guarded): Promise<Stoppable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    admit(socket, guarded);
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(guarded.port, '127.0.0.1', () => done()));
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function admit(socket: Socket, { port, behind, hostNames, takeFault }: Guarded): void {
  let emulator: Emulator | undefined;
  const reader = requestReader();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy()); // who went away needs no answer
  socket.on('data', (chunk: Buffer) => {
    const requests = reader.read(chunk);
    if (requests === 'unreadable') {
      socket.destroy();
      return;
    }
    for (const request of requests) {
      const why = emulator ? undefined : (foreignHost(request.headers, port, hostNames) ?? foreignOrigin(request.headers, port));
      if (why) {
        refuse(socket, 403, JSON.stringify({ message: why }));
        return;
      }
      emulator ??= openEmulator(socket, behind);
      meet(takeFault?.(request.body.toString()), { request, socket, emulator });
    }
  });
}

/** The emulator's side of one connection. What it answers goes back, unless that answer is to be lost. */
type Emulator = { ask(request: WholeRequest): void; loseAnswer(): void };

function openEmulator(socket: Socket, behind: number): Emulator {
  const emulator = connect({ port: behind, host: '127.0.0.1', noDelay: true });
  emulator.on('error', () => socket.destroy());
  emulator.once('close', () => socket.destroy());
  socket.once('close', () => emulator.destroy());
  emulator.pipe(socket);
  return {
    ask({ raw }) {
      emulator.write(raw);
    },
    loseAnswer() {
      emulator
        .unpipe(socket)
        .once('data', () => socket.destroy())
        .resume();
    },
  };
}

function meet(fault: TableFault | undefined, call: { request: WholeRequest; socket: Socket; emulator: Emulator }): void {
  const { request, socket, emulator } = call;
  switch (fault) {
    case undefined:
      emulator.ask(request);
      break;
    case 'throttle':
      refuse(socket, 400, tooManyRequests);
      break;
    case 'timeout':
      break; // the caller waits until it gives up
    case 'lost_answer':
      emulator.loseAnswer();
      emulator.ask(request);
      break;
    case 'down':
      socket.destroy();
      break;
    default:
      fault satisfies never;
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const tooManyRequests = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

function refuse(socket: Socket, status: 400 | 403, body: string): void {
  const reason = { 400: 'Bad Request', 403: 'Forbidden' }[status];
  const type = status === 400 ? 'application/x-amz-json-1.0' : 'application/json';
  const headers = `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${headers}\r\n\r\n${body}`);
}
