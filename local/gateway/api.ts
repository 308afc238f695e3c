import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, readBody } from '../read-body.ts';
import type { Blueprint } from '../template/blueprint.ts';
import { allowedOrigin, answerHeaders, isPreflight, preflightHeaders, withoutCors } from './cors.ts';
import { gatewayAnswer, type HttpAnswer, toHttpAnswer } from './http-answer.ts';
import { decodedPath, toHttpEvent } from './http-event.ts';
import { type JwtAuthorizer, jwtAuthorizer } from './jwt-authorizer.ts';
import type { RefusedOrigins } from './refused-origins.ts';
import { findRoute } from './route-table.ts';

/** The HTTP API of the template. */
export type Api = (request: IncomingMessage) => Promise<HttpAnswer>;

/** How the API calls the function behind a route. */
export type InvokeByArn = (functionArn: string, event: unknown) => Promise<unknown>;

/** The largest request that API Gateway takes, in bytes. */
const maxBodyBytes = 10 * 1024 * 1024;

type Behind = { functionArn: string; timeoutMs: number; authorize?: JwtAuthorizer };

/**
 * Serves the template's routes as API Gateway does, authorizers and CORS included; but pages on this machine may ask from any port.
 * @throws Error when the template has no API, or more than one.
 */
export function makeApi(blueprint: Blueprint, invoke: InvokeByArn, refusedOrigins?: Pick<RefusedOrigins, 'note'>): Api {
  const apis = blueprint.apis.filter(({ properties }) => properties.ProtocolType === 'HTTP');
  const [api, second] = apis;
  if (!api || second) throw new Error(`the template has ${apis.length} HTTP APIs; the local system serves exactly one`);
  const cors = api.properties.CorsConfiguration;
  const own = blueprint.routes.filter(({ properties }) => properties.ApiId === api.name);
  const routes = new Map(own.map(({ properties }) => [properties.RouteKey, behind(properties, blueprint)]));

  async function answer(request: IncomingMessage): Promise<HttpAnswer> {
    const match = findRoute([...routes.keys()], request.method ?? 'GET', decodedPath(request.url ?? '/'));
    const route = match && routes.get(match.routeKey);
    if (!route) return gatewayAnswer(404, 'Not Found');

    const body = await readBody(request, maxBodyBytes);
    const authorizer = await route.authorize?.(request.headers.authorization);
    if (route.authorize && !authorizer) return unauthorized();
    return await call(route, toHttpEvent(request, body, match, authorizer), invoke);
  }

  return async (request) => {
    const { origin } = request.headers;
    if (cors && origin !== undefined && allowedOrigin(cors, origin) === undefined) refusedOrigins?.note(origin);
    if (cors && isPreflight(request)) return { status: 204, headers: preflightHeaders(cors, origin), body: '' };
    const { status, headers, body } = await answer(request).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return gatewayAnswer(413, 'Request Entity Too Large');
      throw error;
    });
    return { status, headers: cors ? { ...withoutCors(headers), ...answerHeaders(cors, origin) } : headers, body };
  };
}

function behind(properties: Blueprint['routes'][number]['properties'], { integrations, authorizers }: Blueprint): Behind {
  const integration = integrations.find(({ name }) => properties.Target === `integrations/${name}`);
  if (!integration) throw new Error(`route "${properties.RouteKey}" has the target "${properties.Target}", which does not exist`);
  const authorizer = authorizers.find(({ name }) => name === properties.AuthorizerId);
  if (properties.AuthorizationType === 'JWT' && !authorizer) {
    throw new Error(`route "${properties.RouteKey}" has the authorizer "${properties.AuthorizerId}", which does not exist`);
  }
  return {
    functionArn: functionArnIn(integration.properties.IntegrationUri),
    timeoutMs: integration.properties.TimeoutInMillis,
    ...(authorizer && { authorize: jwtAuthorizer(authorizer.properties) }),
  };
}

/** The function's ARN in an integration's URI, where it is alone or wrapped in the one that invokes it. */
export function functionArnIn(uri: string): string {
  return /arn:aws:lambda:[\w-]+:\d+:function:[\w-]+/.exec(uri)?.[0] ?? uri;
}

/** A function that fails, in whatever way, is a 500; one that is not done in the integration's time is a 503. */
async function call({ functionArn, timeoutMs }: Behind, event: unknown, invoke: InvokeByArn): Promise<HttpAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<HttpAnswer>((done) => {
    timer = setTimeout(() => done(gatewayAnswer(503, 'Service Unavailable')), timeoutMs);
  });
  const inTime = invoke(functionArn, event).then(toHttpAnswer, () => gatewayAnswer(500, 'Internal Server Error'));
  return await Promise.race([inTime, tooLate]).finally(() => clearTimeout(timer));
}

function unauthorized(): HttpAnswer {
  const answer = gatewayAnswer(401, 'Unauthorized');
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer' } };
}
