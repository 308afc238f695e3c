import type { IncomingMessage } from 'node:http';
import type { Properties } from '../template/resource-types.ts';

/** The CORS settings of an HTTP API, from the template. */
export type CorsRules = NonNullable<Properties<'AWS::ApiGatewayV2::Api'>['CorsConfiguration']>;

/** Whether a browser asks what it may do; with CORS settings, API Gateway answers such a call itself. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** The headers of a preflight answer; none for an origin that is not allowed. */
export function preflightHeaders(rules: CorsRules, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(rules, origin);
  if (allowed === undefined) return {};
  return {
    ...originHeaders(rules, allowed),
    ...(rules.AllowMethods.length > 0 && { 'access-control-allow-methods': rules.AllowMethods.join(',') }),
    ...(rules.AllowHeaders.length > 0 && { 'access-control-allow-headers': rules.AllowHeaders.join(',').toLowerCase() }),
    ...(rules.MaxAge !== undefined && { 'access-control-max-age': String(rules.MaxAge) }),
  };
}

/** The headers that go onto every other answer; a function's own CORS headers do not count once the API has settings. */
export function answerHeaders(rules: CorsRules, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(rules, origin);
  if (allowed === undefined) return {};
  return {
    ...originHeaders(rules, allowed),
    ...(rules.ExposeHeaders.length > 0 && { 'access-control-expose-headers': rules.ExposeHeaders.join(',').toLowerCase() }),
  };
}

/** Removes the headers about CORS from those of a function. */
export function withoutCors<Value>(headers: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));
}

function originHeaders(rules: CorsRules, allowed: string): Record<string, string> {
  return {
    'access-control-allow-origin': allowed,
    ...(rules.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
  };
}

/** The origin that an answer allows, if it does. */
export function allowedOrigin({ AllowOrigins }: CorsRules, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes('*')) return '*';
  return AllowOrigins.includes(origin) || isLoopback(origin) ? origin : undefined;
}

/** A page that this machine serves itself, on any port: what is under development. No other machine can have such an origin. */
function isLoopback(origin: string): boolean {
  return /^https?:\/\/(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/.test(origin);
}
