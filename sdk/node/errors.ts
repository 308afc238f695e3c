import type { Problem } from './generated/api.ts';

/** The code of a problem: docs/errors.md has each of them, and what to do about it. */
export type ProblemCode = Problem['code'];

/** Why a call has failed: a problem's code; or no answer came, none in time, or none that can be read. */
export type ErrorCode = ProblemCode | 'network' | 'timeout' | 'unreadable';

/** One wrong place in what was sent: a JSON pointer into the body, `?name` for a query parameter, or the name of a header. */
export type ProblemPlace = NonNullable<Problem['errors']>[number];

type Details = { status?: number; places?: readonly ProblemPlace[]; retryAfterSeconds?: number; cause?: unknown };

/** Says why a call has failed. `places` say which parts of the input are wrong; `retryAfterSeconds` when to ask again. */
export class BellhopError extends Error {
  override readonly name = 'BellhopError';
  readonly code: ErrorCode;
  readonly status: number | undefined;
  readonly places: readonly ProblemPlace[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, { status, places = [], retryAfterSeconds, cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.places = places;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Makes the error that an answer stands for; one without a problem in it, as a gateway gives it, is told by its status. */
export function errorOf({ status, headers }: Response, text: string): BellhopError {
  const retryAfterSeconds = secondsOf(headers.get('Retry-After'));
  const details = { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  const problem = readProblem(text);
  const location = headers.get('Location');
  const leads = location === null ? '' : `; it leads to ${location}`;
  if (problem === undefined)
    return new BellhopError('unreadable', `an answer with status ${status} and no problem in it${leads}`, details);
  const { code, detail, errors } = problem;
  const places = Array.isArray(errors) ? errors : [];
  return new BellhopError(code, `${code}: ${detail}${wordsOf(places)}`, { ...details, places });
}

const mostPlaces = 3;

/** Says of the first places what is wrong there: what is logged of an error is its message, and the way out stands in these. */
function wordsOf(places: readonly ProblemPlace[]): string {
  const words = places.slice(0, mostPlaces).map(({ pointer, detail }) => [pointer, detail].filter(Boolean).join(' '));
  if (places.length > mostPlaces) words.push(`and ${places.length - mostPlaces} more`);
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

function readProblem(text: string): Problem | undefined {
  try {
    const { code, detail, ...problem } = JSON.parse(text);
    return typeof code === 'string' && typeof detail === 'string' ? { ...problem, code, detail } : undefined;
  } catch {
    return undefined; // a page of a proxy
  }
}

/** Reads seconds, or how long it is until a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function secondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
