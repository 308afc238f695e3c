import type { Key } from '../table/key.ts';

/** A part of what a request made, in order: eight digits, as many as any topic has subscribers. */
export function requestPartKey(requestId: string, from: number): Key {
  return { pk: requestPartition(requestId), sk: `P#${String(from).padStart(8, '0')}` };
}

/** Names the partition that holds all parts of a request. */
export function requestPartition(requestId: string): string {
  return `R#${requestId.slice('req_'.length)}`;
}

/** What a call with this key left behind; callers' names have no "#". */
export function idempotencyKey(caller: string, key: string): Key {
  return { pk: `I#${caller}#${key}`, sk: '-' };
}

/** What one recipient's key was used for. */
export function recipientKeyKey(caller: string, key: string): Key {
  return { pk: `I#${caller}#${key}`, sk: 'recipient' };
}
