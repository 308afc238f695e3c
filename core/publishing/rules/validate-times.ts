import type { ProblemPlace } from '../../../contract/http/problems.ts';
import type { PublishRequest } from '../../../contract/publishing/publish.ts';

/** The times of a publish that can be kept, as UTC; or what is wrong with them. */
export type ValidTimes =
  | { outcome: 'kept'; sendAt?: string; expiresAt?: string }
  | { outcome: 'refused'; faults: ProblemPlace[] };

const longestDays = 366; // a year ahead, whichever year

/** Decides when a notification is to be sent, and from when on not any more. A time to send that has passed means now. */
export function validateTimes(
  { send_at, expires_at }: Pick<PublishRequest, 'send_at' | 'expires_at'>,
  requestedAt: Date,
): ValidTimes {
  const asked = send_at === undefined ? requestedAt : new Date(send_at);
  const sendAt = asked > requestedAt ? asked : undefined;
  const expiresAt = expires_at === undefined ? undefined : new Date(expires_at);
  const faults = [...validateSendAt(asked, requestedAt), ...validateExpiresAt(expiresAt, sendAt, requestedAt)];
  if (faults.length > 0) return { outcome: 'refused', faults };

  return {
    outcome: 'kept',
    ...(sendAt && { sendAt: sendAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  };
}

function validateSendAt(sendAt: Date, requestedAt: Date): ProblemPlace[] {
  const isTooFar = sendAt.getTime() - requestedAt.getTime() > longestDays * 86_400_000;
  return isTooFar ? [{ pointer: '/send_at', detail: `must be at most ${longestDays} days ahead` }] : [];
}

function validateExpiresAt(expiresAt: Date | undefined, sendAt: Date | undefined, requestedAt: Date): ProblemPlace[] {
  if (expiresAt === undefined) return [];
  if (expiresAt <= requestedAt) return [{ pointer: '/expires_at', detail: 'has passed already' }];
  if (sendAt !== undefined && expiresAt <= sendAt) return [{ pointer: '/expires_at', detail: 'must be later than send_at' }];
  return [];
}
