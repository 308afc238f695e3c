import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { HttpAnswer } from '../post-once.ts';
import { timeoutsOf } from '../provider-connections.ts';
import { readAnswer } from '../read-answer.ts';

/** After so long without a call a connection is asked whether it is still one: a function that is frozen does not hear that it ended. */
const idleMs = 2_000;

/** Where to call, and how long one call may take, connecting included. */
export type SessionOptions = { origin: string; timeoutSeconds: number; nowMs?: () => number };

/** POSTs over the one connection that is kept. Rejects when there is no answer, with an error from which `answerTo` can tell what may have arrived. */
export type Http2Post = (path: string, sent: { headers: Record<string, string>; body: string }) => Promise<HttpAnswer>;

/**
 * Keeps one HTTP/2 connection, as Apple asks, and makes another once it has ended, was told to end (GOAWAY), or answers no ping:
 * https://www.rfc-editor.org/rfc/rfc9113
 */
export function keptSession({ origin, timeoutSeconds, nowMs = Date.now }: SessionOptions): Http2Post {
  const { connectionTimeout, requestTimeout } = timeoutsOf(timeoutSeconds);
  let kept: Promise<ClientHttp2Session> | undefined;
  let asked: Promise<ClientHttp2Session> | undefined;
  let usedAtMs = 0;

  function open(): Promise<ClientHttp2Session> {
    const opening = connected(origin, connectionTimeout);
    const drop = () => {
      if (kept === opening) kept = undefined;
    };
    kept = opening;
    opening.then((session) => session.once('close', drop).once('goaway', drop), drop);
    return opening;
  }

  /** One check at a time: two would make two connections. */
  const usable = () => (asked ??= check().finally(() => (asked = undefined)));

  async function check(): Promise<ClientHttp2Session> {
    const session = await (kept ?? open());
    const isFresh = nowMs() - usedAtMs < idleMs;
    if (!session.closed && !session.destroyed && (isFresh || (await answersPing(session, connectionTimeout)))) return session;
    session.destroy();
    return open();
  }

  return async (path, sent) => {
    const session = await usable();
    usedAtMs = nowMs();
    return post(session.request({ ':method': 'POST', ':path': path, ...sent.headers }), sent.body, requestTimeout);
  };
}

/** Connects, or fails with the words by which `answerTo` knows that nothing was sent. */
function connected(origin: string, ms: number): Promise<ClientHttp2Session> {
  return new Promise((done, fail) => {
    const session = connect(origin);
    const timer = setTimeout(() => session.destroy(timeout('the provider did not establish a connection in time')), ms);
    session.once('connect', () => {
      clearTimeout(timer);
      session.unref(); // nothing waits for an idle connection to end
      done(session);
    });
    session.on('error', (error) => {
      clearTimeout(timer);
      fail(error); // of no effect once it is connected: then each call fails by itself
    });
  });
}

function answersPing(session: ClientHttp2Session, ms: number): Promise<boolean> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(false), ms);
    const end = (isAnswered: boolean) => {
      clearTimeout(timer);
      done(isAnswered);
    };
    try {
      if (!session.ping((error) => end(error === null))) end(false);
    } catch {
      end(false); // it has ended meanwhile
    }
  });
}

function post(stream: ClientHttp2Stream, body: string, ms: number): Promise<HttpAnswer> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      fail(timeout('the provider did not answer in time'));
      stream.close(constants.NGHTTP2_CANCEL);
    }, ms);
    stream.once('response', ({ ':status': status = 0, ...headers }) => {
      readAnswer(stream).then((answer) => done({ status, headers, body: answer }), fail);
    });
    stream.on('error', (error) => fail(wasRefused(stream) ? ended(stream) : error));
    stream.once('close', () => {
      clearTimeout(timer);
      fail(ended(stream)); // of no effect after an answer
    });
    stream.end(body);
  });
}

/** What was refused, was not looked at: RFC 9113, section 8.7. Of anything else nobody knows. */
function wasRefused({ rstCode }: ClientHttp2Stream): boolean {
  return rstCode === constants.NGHTTP2_REFUSED_STREAM;
}

function ended(stream: ClientHttp2Stream): Error {
  if (wasRefused(stream)) return timeout('the provider did not establish a connection for it');
  return Object.assign(new Error('the connection ended without an answer'), { code: 'ECONNRESET' });
}

function timeout(message: string): Error {
  return Object.assign(new Error(message), { name: 'TimeoutError' });
}
