import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Stoppable } from '../stopping.ts';
import type { Blueprint } from '../template/blueprint.ts';
import { socketPath } from '../template/lookup.ts';
import { functionArnIn, type InvokeByArn } from './api.ts';
import { gatewayAnswer, toHttpAnswer } from './http-answer.ts';
import { frameReader, opcodes, toFrame } from './socket-frames.ts';

/** API Gateway ends a connection that says nothing, and every one after a while. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const idleMs = 10 * 60_000;
const longestMs = 2 * 3_600_000;

/** The WebSocket API of the template. */
export type Sockets = Stoppable & {
  /** Takes a connection over; the function behind `$connect` says whether there will be one. */
  upgrade(request: IncomingMessage, socket: Duplex): Promise<void>;
  /** What `PostToConnection` does; answers its status. */
  post(connectionId: string, text: Buffer): 200 | 410;
};

type Open = { socket: Duplex; stop: () => void };

/** Serves the template's WebSocket API as API Gateway does; nothing when it has none. What browsers say is taken and goes nowhere. */
export function makeSockets({ apis, routes, integrations }: Blueprint, invoke: InvokeByArn): Sockets | undefined {
  const api = apis.find(({ properties }) => properties.ProtocolType === 'WEBSOCKET');
  if (api === undefined) return undefined;
  const open = new Map<string, Open>();

  function functionBehind(routeKey: string): string {
    const route = routes.find(({ properties }) => properties.ApiId === api?.name && properties.RouteKey === routeKey);
    const integration = integrations.find(({ name }) => route?.properties.Target === `integrations/${name}`);
    if (!integration) throw new Error(`the WebSocket API has no route "${routeKey}" that leads to a function`);
    return functionArnIn(integration.properties.IntegrationUri);
  }
  const behind = { $connect: functionBehind('$connect'), $disconnect: functionBehind('$disconnect') };

  function end(connectionId: string): void {
    const connection = open.get(connectionId);
    if (!open.delete(connectionId) || connection === undefined) return;
    connection.stop();
    connection.socket.destroy();
    invoke(behind.$disconnect, toEvent('DISCONNECT', connectionId)).catch(() => {}); // its log says why, and the connection expires
  }

  function listen(connectionId: string, socket: Duplex): void {
    const readFrames = frameReader();
    let idle = setTimeout(() => end(connectionId), idleMs);
    const longest = setTimeout(() => end(connectionId), longestMs);
    const stop = () => [idle, longest].forEach(clearTimeout);
    open.set(connectionId, { socket, stop });
    socket.on('error', () => end(connectionId)).on('close', () => end(connectionId));
    socket.on('data', (chunk: Buffer) => {
      clearTimeout(idle);
      idle = setTimeout(() => end(connectionId), idleMs);
      const frames = readFrames(chunk);
      if (frames === 'wrong' || frames.some(({ opcode }) => opcode === opcodes.close)) return end(connectionId);
      for (const { opcode, payload } of frames) if (opcode === opcodes.ping) socket.write(toFrame(opcodes.pong, payload));
    });
  }

  return {
    async upgrade(request, socket) {
      const connectionId = `${randomBytes(11).toString('base64')}`;
      const event = toEvent('CONNECT', connectionId, request);
      const answer = await invoke(behind.$connect, event).then(toHttpAnswer, () => gatewayAnswer(502, 'Bad Gateway'));
      const { status, headers } = answer;
      if (status >= 300) return void socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      listen(connectionId, socket);
      socket.write(toHandshake(request, String(headers['sec-websocket-protocol'] ?? '')));
    },

    post(connectionId, text) {
      const connection = open.get(connectionId);
      connection?.socket.write(toFrame(opcodes.text, text));
      return connection === undefined ? 410 : 200;
    },

    async stop() {
      for (const { socket, stop } of open.values()) {
        stop();
        socket.destroy();
      }
      open.clear(); // functions are stopped as well: nobody is told
    },
  };
}

/** Whether a path is the WebSocket API's own: to connect, or to post to a connection. */
export function isSocketPath(path: string): boolean {
  return path.startsWith(`${socketPath}/`);
}

/** The connection that a path of `PostToConnection` names. */
export function connectionIn(path: string): string | undefined {
  const [, id] = /\/@connections\/([^/]+)$/.exec(path) ?? [];
  return id && decodeURIComponent(id);
}

/** Makes a $connect event as API Gateway does. Header names stay as the browser wrote them. */
function toEvent(eventType: 'CONNECT' | 'DISCONNECT', connectionId: string, request?: IncomingMessage) {
  const now = new Date();
  return {
    ...(request && { headers: rawHeaders(request) }),
    requestContext: {
      routeKey: eventType === 'CONNECT' ? '$connect' : '$disconnect',
      eventType,
      connectionId,
      messageDirection: 'IN',
      stage: 'live',
      apiId: 'local',
      domainName: request?.headers.host ?? '',
      requestId: randomUUID(),
      requestTimeEpoch: now.getTime(),
      connectedAt: now.getTime(),
      identity: { sourceIp: request?.socket.remoteAddress ?? '' },
    },
    isBase64Encoded: false,
  };
}

function rawHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const pairs = Array.from({ length: rawHeaders.length / 2 }, (_, n) => rawHeaders.slice(2 * n, 2 * n + 2));
  return Object.fromEntries(pairs);
}

/** Writes the server's handshake of RFC 6455, section 4.2.2. */
function toHandshake({ headers }: IncomingMessage, protocol: string): string {
  const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  const chosen = protocol === '' ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${chosen}\r\n`;
}
