import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

/** How each HTTP/2 connection begins: https://www.rfc-editor.org/rfc/rfc9113#section-3.4 */
const preface = 'PRI * HTTP/2.0';

/** Serves HTTP/1.1 and, to whoever begins with its preface, HTTP/2 on one port: APNs speaks no other, and nobody else here speaks it. */
export function bothHttp(serve: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const server = createServer(serve);
  const silent = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  const http2 = createHttp2Server((request, response) => {
    request.headers.host ??= request.authority;
    serve(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });

  const takeHttp1 = server.listeners('connection');
  server.removeAllListeners('connection').on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    socket.once('readable', () => {
      silent.delete(socket);
      const first = socket.read();
      if (first === null) return socket.destroy(); // it has ended before it said anything
      socket.unshift(first);
      if (String(first.subarray(0, preface.length)) === preface) return http2.emit('connection', socket);
      for (const take of takeHttp1) take.call(server, socket);
    });
    socket.on('error', () => {}); // whoever called has gone
  });
  const closeHttp1 = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeHttp1();
    for (const open of [...silent, ...sessions]) open.destroy();
  };
  return server;
}
