import { tenantHeader } from '../../../contract/tenants/tenant-id.ts';
import { requestBytes } from './request-bytes.ts';

/** What goes with a request beside its method and address. */
export type Ask = { key?: string; tenant?: string | undefined; body?: unknown; idempotencyKey?: string | undefined };

/**
 * Asks an HTTP API, and answers the status, the body read as JSON (nothing when it is none), and after how long it wants to be asked again, if it
 * says so in seconds.
 * @throws Error when nobody answers, or not in time.
 */
export async function requestJson(
  method: string,
  address: string,
  { key, tenant, body, idempotencyKey }: Ask = {},
): Promise<{ status: number; body: unknown; retryAfterMs?: number }> {
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(tenant !== undefined && { [tenantHeader.toLowerCase()]: tenant }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await requestBytes(method, address, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const seconds = Number.parseInt(answer.headers['retry-after'] ?? '', 10);
  const retryAfter = Number.isFinite(seconds) && { retryAfterMs: Math.max(0, seconds * 1000) };
  return { status: answer.status, body: parse(answer.body.toString()), ...retryAfter };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
