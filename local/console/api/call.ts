import type { Answers, BodyOf } from './calls.ts';
import { pageHeaders } from './page-token.ts';
import type { ProblemPlace } from './types.ts';
import { isWrite } from './write-words.ts';

/** The keys that every local system has. */
export const apiKeys = { live: 'bh_live_local', test: 'bh_test_local' };

/** Fires `lost` when the local system stops answering and `found` when it does again. */
export const connection = new EventTarget();

/** What an answer without success may say: a problem of the API's, or a `message` of the local system's. */
type Failure = { title?: string; detail?: string; code?: string; errors?: ProblemPlace[]; message?: string };

/** The system answered, but not with success. `errors` say which places of the body or query are wrong. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string | undefined;
  readonly code: string | undefined;
  readonly errors: readonly ProblemPlace[];
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, { title, detail, code, errors, message }: Failure = {}, retryAfterSeconds?: number) {
    super(detail ?? message ?? title ?? `The answer was ${status}`);
    this.status = status;
    this.title = title;
    this.code = code;
    this.errors = errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nothing answered at all. */
class Unreachable extends Error {}

/** Nobody has said yes to a change of a deployed stage. */
export class Declined extends Error {}

/** `isAskedAbout`: somebody has just said yes to the same. */
type Options = { bearer?: string; headers?: Record<string, string>; isAskedAbout?: boolean };

/** A call with a body cannot be made without one, nor one without a body with one. */
type OptionsOf<Call extends keyof Answers> =
  BodyOf<Call> extends undefined ? [options?: Options] : [options: Options & { body: BodyOf<Call> }];

/** What a call is answered. */
type Answer<Call extends keyof Answers> = { status: number; headers: Headers; body: Answers[Call] };

const longestAnswerMs = 30_000;
let isLost = false;
let mayWrite: (operation: string, body: unknown) => Promise<boolean> = async () => true;

/** Has `ask` decide about each call that changes something; until then all may. */
export function beforeWrites(ask: typeof mayWrite): void {
  mayWrite = ask;
}

/**
 * Makes a call (`GET /local/users`); a body goes out and comes back as JSON. The body is `undefined` for 204.
 * @throws Problem for any other answer, Unreachable for none, Declined when it would change something and nobody wants that.
 */
export async function call<Call extends keyof Answers>(operation: Call, ...[options]: OptionsOf<Call>): Promise<Answer<Call>> {
  const [method = 'GET', path = ''] = operation.split(' ');
  const { bearer, headers, body, isAskedAbout = false }: Options & { body?: unknown } = options ?? {};
  if (isWrite(operation) && !isAskedAbout && !(await mayWrite(operation, body))) throw new Declined('Nothing was changed.');
  const answer = await watchedFetch(path, {
    method,
    headers: {
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(longestAnswerMs),
  });
  const parsed = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (answer.status === 204 || (answer.ok && parsed !== undefined))
    return { status: answer.status, headers: answer.headers, body: parsed };
  if (parsed?.code === 'console_token') showRefusal(parsed.message);
  throw new Problem(answer.status, parsed, Number(answer.headers.get('Retry-After')) || undefined);
}

/** What the answer to a call says, for callers who need no headers. */
export async function ask<Call extends keyof Answers>(operation: Call, ...options: OptionsOf<Call>): Promise<Answers[Call]> {
  return (await call(operation, ...options)).body;
}

/** As `fetch`, but `connection` says when the local system stops answering, and when it does again. */
export async function watchedFetch(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    const [address, options] = request;
    const answer = await fetch(address, { ...options, headers: { ...headersIn(options), ...pageHeaders } });
    if (isLost) setLost(false);
    return answer;
  } catch (error) {
    if (!isLost) setLost(true);
    throw new Unreachable('Nobody answers', { cause: error });
  }
}

function headersIn(options: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(options?.headers));
}

/** Says how to open this page: nothing else of it is drawn then. */
function showRefusal(message: string): void {
  const banner = document.getElementById('banner');
  if (banner === null) return;
  banner.textContent = message;
  banner.hidden = false;
}

function setLost(lost: boolean): void {
  isLost = lost;
  connection.dispatchEvent(new Event(lost ? 'lost' : 'found'));
}
