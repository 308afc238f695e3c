import { type ClientRequest, type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type providerConnections, timeoutsOf } from './provider-connections.ts';
import { readAnswer } from './read-answer.ts';

/** What a provider answered. */
export type HttpAnswer = { status: number; body: string; headers: IncomingHttpHeaders };

/** A provider's connections, how long one call may take, connecting included, and what resolves its host, where not just any may be called. */
export type PostOptions = {
  connections: ReturnType<typeof providerConnections>;
  timeoutSeconds: number;
  lookup?: LookupFunction;
};

/**
 * POSTs to a provider in one attempt, for those that have no SDK here. Rejects when there is no answer, with an error from which `answerTo`
 * can tell whether the call may have arrived.
 */
export function postOnce(
  url: URL,
  { headers, body }: { headers: Record<string, string>; body: string | Buffer },
  { connections, timeoutSeconds, lookup }: PostOptions,
): Promise<HttpAnswer> {
  const { connectionTimeout, requestTimeout } = timeoutsOf(timeoutSeconds);
  const isPlain = url.protocol === 'http:';
  const options = {
    method: 'POST',
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    agent: isPlain ? connections.httpAgent : connections.httpsAgent,
    ...(lookup && { lookup }),
  };
  connections.dropIdle();
  return new Promise((done, fail) => {
    const request = (isPlain ? overHttp : overHttps)(url, options, (response) => {
      const { statusCode: status = 0, headers } = response;
      readAnswer(response).then((answer) => done({ status, headers, body: answer }), fail);
    });
    request.on('error', fail);
    giveUpUnconnected(request, { ms: connectionTimeout, connected: isPlain ? 'connect' : 'secureConnect' });
    giveUpAfter(request, requestTimeout, 'the provider did not answer in time');
    request.end(body);
  });
}

/** Fails with the words by which `answerTo` knows that nothing was sent. */
function giveUpUnconnected(request: ClientRequest, { ms, connected }: { ms: number; connected: string }): void {
  const end = giveUpAfter(request, ms, 'the provider did not establish a connection in time');
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once(connected, end);
    else end();
  });
}

/** Ends a request that takes too long; answers how to let it be. */
function giveUpAfter(request: ClientRequest, ms: number, message: string): () => void {
  const timer = setTimeout(() => request.destroy(Object.assign(new Error(message), { name: 'TimeoutError' })), ms);
  const end = () => clearTimeout(timer);
  request.once('close', end);
  return end;
}
