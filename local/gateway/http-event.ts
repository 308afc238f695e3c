import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayEventRequestContextJWTAuthorizer, APIGatewayProxyEventV2 } from 'aws-lambda';
import { localAccountId } from '../template/lookup.ts';
import type { RouteMatch } from './route-table.ts';

/** The event of a request, with what the authorizer found out when the route has one. */
export type HttpEvent = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: APIGatewayEventRequestContextJWTAuthorizer };
};

/**
 * The path as an HTTP API hands it on: decoded, and cut at a question mark that was encoded.
 * Observed on AWS: https://github.com/hotsock/voker/pull/8
 */
export function decodedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  try {
    return decodeURIComponent(path).split('?', 1)[0] ?? '/';
  } catch {
    return path; // not a valid encoding: taken as it is
  }
}

/**
 * A request in payload format 2.0, exactly as API Gateway makes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, pathParameters }: RouteMatch,
  authorizer: APIGatewayEventRequestContextJWTAuthorizer | undefined,
): HttpEvent {
  const url = request.url ?? '/';
  const rawPath = decodedPath(url);
  const rawQueryString = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const { cookie, ...headers } = joinedHeaders(request);
  const now = new Date();
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: joinedQuery(rawQueryString) }),
    requestContext: {
      accountId: localAccountId,
      apiId: 'local',
      ...(authorizer && { authorizer }),
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** Lower-case names; a header that came twice is joined by a comma. */
function joinedHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(name === 'cookie' ? '; ' : ',')]),
  );
}

function joinedQuery(rawQueryString: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/**
 * What API Gateway takes for text; all else is base64, forms and bodies without a type too.
 * Observed on AWS: https://github.com/ministackorg/ministack/pull/766
 */
function isText(contentType: string | undefined): boolean {
  return /^(?:text\/.+|application\/(?:json|xml|javascript))\s*(?:;|$)/i.test(contentType ?? '');
}

/** Writes an instant like `12/Mar/2030:19:03:58 +0000`. */
function commonLogTime(instant: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(instant.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
