/** The keys that every laptop has. */
export const apiKeys = { live: 'bh_live_local', test: 'bh_test_local' };

/** Says `lost` when the local system stops answering and `found` when it does again. */
export const connection = new EventTarget();

/** The system answered, but not with success. `errors` say which places of the body or query are wrong. */
export class Problem extends Error {
  constructor(status, { title, detail, code, errors, message } = {}, retryAfterSeconds = undefined) {
    super(detail ?? message ?? title ?? `The answer was ${status}`);
    Object.assign(this, { status, title, code, errors: errors ?? [], retryAfterSeconds });
  }
}

/** Nothing answered at all. */
export class Unreachable extends Error {}

const longestAnswerMs = 30_000;
let isLost = false;

/**
 * Makes a call; a body goes out and comes back as JSON. Answers `{status, headers, body}`, without a body for 204 and 304.
 * @throws Problem for any other answer, Unreachable for none.
 */
export async function call(method, path, { bearer, headers, body } = {}) {
  const answer = await hearingFetch(path, {
    method,
    headers: {
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(longestAnswerMs),
  });
  if (answer.status === 204 || answer.status === 304) return { status: answer.status, headers: answer.headers };

  const parsed = await answer.json().catch(() => undefined);
  if (answer.ok && parsed !== undefined) return { status: answer.status, headers: answer.headers, body: parsed };
  throw new Problem(answer.status, parsed, Number(answer.headers.get('Retry-After')) || undefined);
}

/** What the answer to a call says, for callers who need no headers. */
export async function ask(method, path, options) {
  return (await call(method, path, options)).body;
}

/** As `fetch`, but it says when the local system stops answering, and when it does again. */
export async function hearingFetch(path, request) {
  try {
    const answer = await fetch(path, request);
    if (isLost) tell('found');
    return answer;
  } catch (error) {
    if (!isLost) tell('lost');
    throw new Unreachable('The local system does not answer', { cause: error });
  }
}

function tell(what) {
  isLost = what === 'lost';
  connection.dispatchEvent(new Event(what));
}
