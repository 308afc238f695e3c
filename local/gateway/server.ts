import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerDemo, isDemoPath } from '../demo-server/answer-demo.ts';
import type { Demo } from '../demo-server/demo.ts';
import { foreignHost, foreignOrigin, refuseForeign } from '../foreign-request.ts';
import { readBody } from '../read-body.ts';
import type { Stoppable } from '../stopping.ts';
import type { Api } from './api.ts';
import type { FunctionUrls } from './function-urls.ts';
import { gatewayAnswer, type HttpAnswer } from './http-answer.ts';
import type { LocalDeps } from './local-deps.ts';
import { answerLocal, isLocalPath } from './local-routes.ts';
import { isMailPicture } from './mail-routes.ts';
import { answerPage } from './pages.ts';
import { connectionIn, isSocketPath, type Sockets } from './sockets.ts';

/** What is behind the one HTTP address. */
export type GatewayDeps = {
  port: number;
  hostNames?: readonly string[];
  api: Api;
  functionUrls?: FunctionUrls;
  /** Absent when the template has no WebSocket API. */
  sockets?: Sockets | undefined;
  localSystem: LocalDeps;
  /** The server of the demo's app; absent, there is none. */
  demo?: Demo;
  openapiFile: string;
};

/**
 * Serves the deployed API, the local system's own addresses and the pages on 127.0.0.1. A foreign Host is refused everywhere;
 * a foreign Origin wherever CORS does not decide.
 */
export async function startGateway(deps: GatewayDeps): Promise<Stoppable> {
  const server = createServer((request, response) => {
    serve(request, response, deps).catch((error: unknown) => {
      console.error('the gateway could not answer:', error);
      send(response, gatewayAnswer(500, 'Internal Server Error'));
    });
  });
  server.on('upgrade', (request, socket) => void upgrade(request, socket, deps));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(deps.port, '127.0.0.1', () => done()));
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections(); // browsers keep connections open for the next call, which will not come
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, deps: GatewayDeps): Promise<void> {
  const { port, hostNames, api, localSystem, demo, openapiFile } = deps;
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const isRead = request.method === 'GET';
  const atUrl = foreignHost(request.headers, port, hostNames) ? undefined : deps.functionUrls?.(request);
  if (atUrl) return send(response, await atUrl);
  const own = ownPlace(request, path, deps);
  const page = isRead && own === undefined ? answerPage(path) : undefined;

  const isClosed = (own !== undefined || page !== undefined) && !isMailPicture(path);
  const why = foreignHost(request.headers, port, hostNames) ?? (isClosed ? foreignOrigin(request.headers, port) : undefined);
  if (why) return refuseForeign(response, why);
  if (page) return send(response, page, noSniffing);
  switch (own) {
    case 'sockets':
      return send(response, await postToConnection(request, path, deps));
    case 'local':
      return send(response, await answerLocal(request, path, localSystem), noSniffing);
    case 'demo':
      return send(response, demo ? await answerDemo(request, path, demo) : gatewayAnswer(404, 'Not Found'), noSniffing);
    case 'openapi':
      return send(response, description(openapiFile));
    case undefined:
      return send(response, await api(request));
    default:
      return own satisfies never;
  }
}

/** Which of the local system's own parts answers at a path, if one does. */
function ownPlace({ method }: IncomingMessage, path: string, { sockets, demo }: GatewayDeps) {
  if (sockets && isSocketPath(path)) return 'sockets';
  if (isLocalPath(path)) return 'local';
  if (demo && isDemoPath(path)) return 'demo';
  return method === 'GET' && path === '/v1/openapi.json' ? 'openapi' : undefined;
}

/** Only programs post: functions here, and nothing that a page could send. */
async function postToConnection(request: IncomingMessage, path: string, { sockets }: GatewayDeps): Promise<HttpAnswer> {
  const connectionId = connectionIn(path);
  if (request.method !== 'POST' || connectionId === undefined) return gatewayAnswer(404, 'Not Found');
  return { status: sockets?.post(connectionId, await readBody(request, 128 * 1024)) ?? 404, headers: {}, body: '' };
}

/** A page of any origin may connect, as on AWS: the token is what counts. */
async function upgrade(request: IncomingMessage, socket: Duplex, { port, hostNames, sockets }: GatewayDeps): Promise<void> {
  socket.on('error', () => socket.destroy()); // who went away needs no answer
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (sockets === undefined || !isSocketPath(path) || foreignHost(request.headers, port, hostNames)) return void socket.destroy();
  await sockets.upgrade(request, socket);
}

function description(file: string): HttpAnswer {
  if (!existsSync(file)) return gatewayAnswer(404, 'Not Found');
  return { status: 200, headers: { 'content-type': 'application/json' }, body: readFileSync(file) };
}

const noSniffing = { 'x-content-type-options': 'nosniff' };

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, more: Record<string, string> = {}): void {
  const hasBody = status !== 204 && status !== 304;
  const length = hasBody ? { 'content-length': Buffer.byteLength(body) } : {};
  response.writeHead(status, { ...headers, ...more, ...length }).end(hasBody ? body : undefined);
}
