import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { foreignHost, foreignOrigin, refuseForeign } from '../../../local/foreign-request.ts';
import { gatewayAnswer, type HttpAnswer } from '../../../local/gateway/http-answer.ts';
import { answerPage } from '../../../local/gateway/pages.ts';
import { BodyTooLarge, readBody } from '../../../local/read-body.ts';
import { answerView, json } from './answer-view.ts';
import { type Behind, forward, isPlainPath } from './forward.ts';
import { hasPageToken } from './page-token.ts';
import { answerList } from './stage-lists.ts';
import type { StageView } from './stage-view.ts';

/** What the console of a deployed stage is made of. `token`: what its page brings with each call. */
export type ConsoleDeps = { port: number; token: string; view: StageView; behind: Behind };

const largestBody = 1024 * 1024; // an e-mail in a form; the API itself takes less

/** The frame of an e-mail is a form's, which can bring no token: it gets back what it sends, and nothing of the stage. */
const withoutToken = 'POST /local/mail-page';

/**
 * Serves the console of a deployed stage on 127.0.0.1: its pages, which are the local system's, and the calls that they make. Another
 * site's page is refused by `Host` and `Origin`, another program by the token.
 * @throws Error when the port is taken.
 */
export async function startConsole(deps: ConsoleDeps): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response, { ...deps, port: portOf() }).catch((error: unknown) => send(response, toAnswer(error)));
  });
  const portOf = () => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : deps.port;
  };
  await new Promise<void>((done, fail) => server.once('error', fail).listen(deps.port, '127.0.0.1', () => done()));
  return {
    url: `http://127.0.0.1:${portOf()}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, deps: ConsoleDeps): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const why = foreignHost(headers, deps.port) ?? foreignOrigin(headers, deps.port);
  if (why) return refuseForeign(response, why);

  const path = url.split('?', 1)[0] ?? '/';
  const isCall = path.startsWith('/v1/') || path.startsWith('/local/');
  if (!isCall) return send(response, (method === 'GET' && pageAt(path)) || gatewayAnswer(404, 'Not Found'));
  if (`${method} ${path}` !== withoutToken && !hasPageToken(headers, deps.token)) return send(response, unknownPage);

  if (path.startsWith('/v1/') && !isPlainPath(path)) return send(response, notPlain);
  const body = () => readBody(request, largestBody);
  if (path.startsWith('/v1/'))
    return send(response, await forward({ method, path: url, headers: ofText(headers), body: await body() }, deps.behind));
  send(response, await answerOwn({ method, path, body }, deps.view));
}

/** The demo is a page of the local system alone, as is the description of the API. */
function pageAt(path: string): HttpAnswer | undefined {
  return path.startsWith('/demo') || path.startsWith('/openapi') ? undefined : answerPage(path);
}

async function answerOwn(
  { method, path, body }: { method: string; path: string; body: () => Promise<Buffer> },
  view: StageView,
): Promise<HttpAnswer> {
  const readJson = async () => JSON.parse((await body()).toString());
  const answer =
    (await answerView({ method, path, body: readJson }, view)) ?? (await answerList(`${method} ${path}`, { body, view }));
  return answer ?? json({ message: `a deployed stage has no ${method} ${path}` }, 404);
}

const unknownPage = json(
  { code: 'console_token', message: 'Open the console by the address that the command has printed, with what is behind its #.' },
  403,
);

const notPlain = json({ message: 'a path of the API has no . or .. and nothing else that leads elsewhere' }, 400);

function toAnswer(error: unknown): HttpAnswer {
  if (error instanceof BodyTooLarge) return json({ message: error.message }, 413);
  if (error instanceof SyntaxError) return json({ message: 'the body is not readable JSON' }, 400);
  return json({ message: error instanceof Error ? error.message : String(error) }, 502); // what AWS or the API said
}

function ofText(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) };
  response
    .writeHead(status, { ...headers, ...length, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
    .end(status === 204 || status === 304 ? undefined : body);
}
