import type { ProblemCode, ProblemPlace } from '../contract/http/problems.ts';

/** What went wrong with a call: a problem's code (docs/openapi.json), or that no answer came, or none that can be read. */
export type ErrorCode = ProblemCode | 'network' | 'unreadable';

type Details = { status?: number; places?: readonly ProblemPlace[]; retryAfterSeconds?: number; cause?: unknown };

/** Says why a call has failed. `places` say which parts of the input are wrong; `retryAfterSeconds` when to ask again. */
export class BellhopError extends Error {
  override readonly name = 'BellhopError';
  readonly code: ErrorCode;
  readonly status: number | undefined;
  readonly places: readonly ProblemPlace[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, { status, places = [], retryAfterSeconds, cause }: Details = {}) {
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.places = places;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The error that an answer stands for; one without a problem in it is told by its status. */
export async function errorOf(response: Response): Promise<BellhopError> {
  const { status } = response;
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfterSeconds = Number.isNaN(seconds) ? undefined : seconds;
  const problem = await response.json().catch(() => undefined);
  if (typeof problem?.code !== 'string') {
    return new BellhopError('unreadable', `an unreadable answer, status ${status}`, {
      status,
      retryAfterSeconds,
    });
  }
  return new BellhopError(problem.code, problem.detail ?? problem.title, { status, places: problem.errors, retryAfterSeconds });
}
