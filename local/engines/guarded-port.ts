import { connect, createServer, type Socket } from 'node:net';
import { foreignHost, foreignOrigin } from '../foreign-request.ts';
import type { Stoppable } from '../stopping.ts';

/** Longer request heads than any SDK sends are not waited for. */
const maxHeadBytes = 32 * 1024;

/**
 * Stands in front of an engine that looks at neither `Host` nor `Origin`, and lets no web page through. Only the first
 * request of a connection is read, the rest is passed on as it is: browsers never mix two sites in one connection.
 */
export async function startGuardedPort({ port, behind }: { port: number; behind: number }): Promise<Stoppable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    admit(socket, port, behind);
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', () => done()));
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function admit(socket: Socket, port: number, behind: number): void {
  let head = Buffer.alloc(0);
  socket.on('error', () => socket.destroy()); // who went away needs no answer
  socket.on('data', function read(chunk: Buffer) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return head.length > maxHeadBytes ? void socket.destroy() : undefined;

    socket.off('data', read).pause();
    const headers = parseHeaders(head.subarray(0, end).toString('latin1'));
    const why = foreignHost(headers, port) ?? foreignOrigin(headers, port);
    if (why) return void socket.end(forbidden(why));
    passOn(socket, head, behind);
  });
}

function passOn(socket: Socket, head: Buffer, behind: number): void {
  const engine = connect({ port: behind, host: '127.0.0.1', noDelay: true });
  engine.on('error', () => socket.destroy());
  engine.once('close', () => socket.destroy());
  socket.once('close', () => engine.destroy());
  socket.setNoDelay(true);
  engine.write(head);
  socket.pipe(engine).pipe(socket);
}

function parseHeaders(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function forbidden(why: string): string {
  const body = JSON.stringify({ message: why });
  const headers = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  return `HTTP/1.1 403 Forbidden\r\n${headers}\r\n\r\n${body}`;
}
