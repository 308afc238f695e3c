import { Refused } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Idempotency } from './ports/idempotency.ts';
import { parseIdempotencyKey } from './rules/idempotency-key.ts';
import { hashesOf } from './rules/request-hashes.ts';

/** What was answered, and whether it is an earlier answer given again. */
export type Once<Body> = { body: Body; replayed: boolean };

/**
 * Reads the key of a call from its `Idempotency-Key` header.
 * @throws Refused `idempotency_key_invalid` for one that is not usable.
 */
export function readIdempotencyKey(header: string): string {
  const key = parseIdempotencyKey(header);
  if (key === undefined) throw keyInvalid();
  return key;
}

/** What is wrong with the `Idempotency-Key` header of a call, as it is told with what is wrong with its body. */
export function findKeyFaults(header: string | undefined): Refused[] {
  return header === undefined || parseIdempotencyKey(header) !== undefined ? [] : [keyInvalid()];
}

function keyInvalid(): Refused {
  const detail = 'must be 1 to 255 printable ASCII characters';
  return new Refused('idempotency_key_invalid', `the key ${detail}`, { places: [{ pointer: 'Idempotency-Key', detail }] });
}

/** How long a first call may run before another with its key takes over; longer than any function may. */
const leaseSeconds = 60;

/**
 * Does `work` once for each caller and key, and gives the same answer to every repetition for a day.
 * `work` gets the moment of the first call, so that ids derived from it stay the same when a crash makes it run again.
 * @throws Refused when the first call still runs (409), or had another body (422).
 */
export async function answerOnce<Body>(
  call: { caller: string; key: string; request: unknown },
  work: (requestedAt: Date) => Promise<Body>,
  { idempotency, now }: { idempotency: Idempotency; now: Now },
): Promise<Once<Body>> {
  const { caller, key } = call;
  const claim = await idempotency.claim({ caller, key, ...hashesOf(call.request), leaseSeconds, now: now() });

  switch (claim.outcome) {
    case 'done':
      return { body: claim.answer as Body, replayed: true };
    case 'running':
      throw new Refused(
        'idempotency_key_in_use',
        'the first request with this key has not been answered yet; try again shortly',
        {
          headers: { 'Retry-After': '1' },
        },
      );
    case 'other-body':
      throw new Refused('idempotency_key_reused', 'this key came with another body before; use a new key for a new request');
    case 'first':
      break;
    default:
      claim satisfies never;
  }

  try {
    const body = await work(claim.requestedAt);
    await idempotency.complete({ caller, key, answer: body });
    return { body, replayed: false };
  } catch (error) {
    // a refusal did nothing, so a corrected body may come under the same key; anything else may have done half
    await idempotency.release({ caller, key, keep: !(error instanceof Refused) });
    throw error;
  }
}
