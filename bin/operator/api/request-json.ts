import { requestBytes } from './request-bytes.ts';

/** What goes with a request beside its method and address. */
export type Ask = { key?: string; body?: unknown; idempotencyKey?: string | undefined };

/**
 * Asks an HTTP API, and answers the status and the body read as JSON (nothing when it is none).
 * @throws Error when nobody answers, or not in time.
 */
export async function requestJson(
  method: string,
  address: string,
  { key, body, idempotencyKey }: Ask = {},
): Promise<{ status: number; body: unknown }> {
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await requestBytes(method, address, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: parse(answer.body.toString()) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
