import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';

/** An answer on its way out. Header names are in lower case. */
export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: string | Buffer };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const Structured = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), scalar).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
}) satisfies z.ZodType<APIGatewayProxyStructuredResultV2>;

/** Makes an answer of JSON. */
export function jsonAnswer(value: unknown, status = 200): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** Makes the answer where it is done and there is nothing to say. */
export function emptyAnswer(): HttpAnswer {
  return { status: 204, headers: {}, body: '' };
}

/** Makes an answer that is API Gateway's own. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  return jsonAnswer({ message }, status);
}

/**
 * What a function returned, as API Gateway sends it on: with a `statusCode` as it says, without one as a 200 of JSON.
 * A malformed result is a 500, and its reason is in API Gateway's log only.
 */
export function toHttpAnswer(result: unknown): HttpAnswer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = Structured.safeParse(result);
  if (!parsed.success) return gatewayAnswer(500, 'Internal Server Error');

  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = parsed.data;
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return {
    status: statusCode,
    headers: {
      ...(body !== '' && { 'content-type': 'text/plain;charset=utf-8' }),
      ...lowerCase,
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
