import { createHash } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A ULID that the same inputs always give: 48 bits of `at` in milliseconds, then 80 bits of a SHA-256 over `seeds`.
 * Layout: https://github.com/ulid/spec
 */
export function derivedUlid(at: Date, ...seeds: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(seeds)).digest();
  const bits = (BigInt(at.getTime()) << 80n) | BigInt(`0x${hash.subarray(0, 10).toString('hex')}`);

  return Array.from({ length: 26 }, (_, place) => crockford[Number((bits >> BigInt(5 * (25 - place))) & 31n)]).join('');
}

/**
 * Says how the ULIDs of an instant begin. What is made later sorts behind it, and what was made before in front of it. No ULID is
 * from before 1970.
 */
export function timeInUlid(at: Date): string {
  return derivedUlid(new Date(Math.max(at.getTime(), 0))).slice(0, 10);
}

/** The id of a request: from the moment it was first asked for, who asked, and their key for it. */
export function requestIdFor(requestedAt: Date, caller: string, key: string): string {
  return `req_${derivedUlid(requestedAt, 'request', caller, key)}`;
}

/** When a notification is to be seen: what its id begins with, so that ids are in the order in which users get to see them. */
export function visibleAt({ requestedAt, sendAt }: { requestedAt: string; sendAt?: string | undefined }): Date {
  return new Date(sendAt ?? requestedAt);
}

/** The id of the notification that a request makes for a user: known before anything is stored, the same every time. */
export function notificationIdFor(visibleAt: Date, requestId: string, userId: string): string {
  return `ntf_${derivedUlid(visibleAt, 'notification', requestId, userId)}`;
}

/** The id of the notification that tells of a batch: from when the batch was opened, and from the notification that opened it. */
export function batchIdFor(openedAt: Date, openedBy: string): string {
  return `ntf_${derivedUlid(openedAt, 'batch', openedBy)}`;
}

/** The id of a digest, as of a notification that nobody requested: from whose it is and which, the same however often it is built. */
export function digestIdFor(
  dueAt: Date,
  { userId, frequency, number }: { userId: string; frequency: string; number: number },
): string {
  return `ntf_${derivedUlid(dueAt, 'digest', userId, frequency, String(number))}`;
}
