import type { ProblemCode, ProblemPlace } from '../contract/http/problems.ts';

/** The call cannot be answered as asked; becomes a problem answer, or a dead-letter message on a queue. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: ProblemCode;
  readonly places: readonly ProblemPlace[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { places?: readonly ProblemPlace[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.code = code;
    this.places = more.places ?? [];
    this.headers = more.headers ?? {};
  }
}

/** One refusal for several: a problem has one code, and as many places as there are. */
export function together(faults: readonly Refused[]): Refused {
  const [first] = faults;
  if (first === undefined) throw new Error('nothing is wrong, so there is nothing to refuse');
  const message = faults.map((fault) => fault.message).join('; ');
  return new Refused(first.code, message, { places: faults.flatMap(({ places }) => places) });
}

/** What is thrown for a cursor that this list, export or request never gave; `pointer` says where in the call it stood. */
export function cursorInvalid(of: 'list' | 'export' | 'request', pointer: '?cursor' | '/cursor' = '?cursor'): Refused {
  return new Refused('cursor_invalid', `the cursor was not issued for this ${of}; ask again without a cursor`, {
    places: [{ pointer, detail: `must come from next_cursor of the same ${of}` }],
  });
}

/** The work itself is not at fault: the same may succeed later. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  /** When to try, in seconds from now; absent: back off by the number of attempts. */
  readonly afterSeconds: number | undefined;
  /** Whether nothing else of this batch should be tried either. */
  readonly stopBatch: boolean;

  constructor(message: string, more: { afterSeconds?: number; stopBatch?: boolean; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.afterSeconds = more.afterSeconds;
    this.stopBatch = more.stopBatch ?? false;
  }
}

/** The user's frequency caps do not allow what was planned in these windows: nothing was written, and it is to be planned anew. */
export class FrequencyCapReached extends Error {
  override readonly name = 'FrequencyCapReached';
  readonly windows: readonly string[];

  constructor(windows: readonly string[]) {
    super(`no place is left in ${windows.join(', ')}`);
    this.windows = windows;
  }
}

/** The batch that a notification was planned with has moved on: nothing was written, and it is to be planned anew. */
export class BatchMoved extends Error {
  override readonly name = 'BatchMoved';
}

/** This record can never succeed: it goes to the dead-letter queue at once, with its reason. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  /** What is left of the record, when a part of it was done and must not be done again by a redrive. */
  readonly leftover: unknown;

  constructor(reason: string, leftover?: unknown) {
    super(reason);
    this.leftover = leftover;
  }
}

/**
 * A PermanentError for this version, but perhaps not for one that is being deployed: the record comes back for as long as an upgrade
 * may take, and is put aside then.
 */
export class NotKnownYet extends PermanentError {}
