import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { healthRoutes } from '../../contract/operations/routes.ts';
import { unsubscribeRoutes } from '../../contract/preferences/routes.ts';
import { publishRoutes } from '../../contract/publishing/routes.ts';
import { Refused } from '../../core/errors.ts';
import { findKeyFaults } from '../../core/publishing/answer-once.ts';
import { findMoreFaults } from '../../core/publishing/find-more-faults.ts';
import { asAnyone } from '../../lambdas/shell/http-identity.ts';
import { onHttp } from '../../lambdas/shell/on-http.ts';
import { refuseStray } from '../../lambdas/shell/stray-call.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { aMoment, anApiKey } from '../world.ts';

async function neverCalled(): Promise<never> {
  throw new Error('this route is not called here');
}

test('a handler that leaves out a route of its file, or names no file, is a type error', () => {
  const flows = { readHealth: neverCalled };

  // @ts-expect-error: readSchedules is missing
  expect(onHttp<'operations/health'>(healthRoutes, flows, {})).toBeDefined();
  // @ts-expect-error: every route is missing
  expect(onHttp(healthRoutes, flows, {})).toBeDefined();
  // @ts-expect-error: these are another file's routes
  expect(onHttp<'topics/topics'>(healthRoutes, { subscribe: neverCalled, unsubscribeFromTopic: neverCalled }, {})).toBeDefined();
});

test.each(['accept-language', 'Accept-Language', 'ACCEPT-LANGUAGE'])('a header is found when it is written %s', async (name) => {
  const seen: (string | undefined)[] = [];
  const handler = onHttp<'preferences/unsubscribe'>(
    unsubscribeRoutes,
    {
      unsubscribe: neverCalled,
      showUnsubscribe: async ({ header }) => {
        seen.push(header('Accept-Language'));
        throw new Refused('not_found', 'it has seen enough');
      },
    },
    { anyone: asAnyone },
  );

  await handler(
    {
      routeKey: 'GET /u/{token}',
      headers: { [name]: 'de-CH' },
      pathParameters: { token: 'AaA150uSsDbKUhOzMgqqdSycBO6qZW1haWw' },
      requestContext: { requestId: 'r-1' },
    } as unknown as APIGatewayProxyEventV2 & { requestContext: never },
    {} as Context,
  );

  expect(seen).toEqual(['de-CH']);
});

test('a call whose time runs out is answered as one that may succeed later', async () => {
  const never = () => new Promise<never>(() => {});
  const flows = { readHealth: never, readSchedules: never, readStuckWork: never, readPausedWork: never };
  const handler = onHttp<'operations/health'>(healthRoutes, flows, { anyone: asAnyone });

  const answer = await handler(
    { routeKey: 'GET /v1/health', headers: {}, requestContext: { requestId: 'r-1' } } as unknown as APIGatewayProxyEventV2 & {
      requestContext: never;
    },
    { getRemainingTimeInMillis: () => 6 } as Context,
  );

  expect(answer).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '2' } });
  expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'unavailable' });
});

test('a body without its shape is refused with all else that is wrong with it, in one answer', async () => {
  const handler = onHttp<'publishing/publish'>(
    publishRoutes,
    { publish: neverCalled },
    {
      server: async () => ({ caller: 'server', apiKey: anApiKey(), headers: {} }),
      findMore: {
        publish: (parts, header) => [
          ...findMoreFaults(parts, aMoment, workflowByKey),
          ...findKeyFaults(header('Idempotency-Key')),
        ],
      },
    },
  );
  const body = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello' }, priority: 'panic', subject: 'x' };
  const event = { routeKey: 'POST /v1/notifications', requestContext: { requestId: 'r-1' }, body: JSON.stringify(body) };
  const headers = { 'content-type': 'application/json', 'Idempotency-Key': '""' };

  const answer = await handler({ ...event, headers } as unknown as Parameters<typeof handler>[0], {} as Context);

  expect(answer.statusCode).toBe(422);
  const { code, errors } = JSON.parse(answer.body ?? '');
  expect(code).toBe('body_invalid');
  expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/data/body',
    '/priority',
    '/subject',
    'Idempotency-Key',
  ]);
});

describe('what no route takes', () => {
  const handler = onHttp<'operations/health'>(
    healthRoutes,
    { readHealth: neverCalled, readSchedules: neverCalled, readStuckWork: neverCalled, readPausedWork: neverCalled },
    { anyone: asAnyone, stray: refuseStray },
  );

  async function stray(method: string, rawPath: string) {
    const requestContext = { requestId: 'r-1', http: { method } };
    const event = { routeKey: '$default', rawPath, headers: {}, requestContext };
    return handler(event as unknown as APIGatewayProxyEventV2 & { requestContext: never }, {} as Context);
  }

  test.each([
    ['PATCH', '/v1/users/ada', 'DELETE, GET, PUT'],
    ['DELETE', '/v1/notifications', 'GET, POST'],
    ['POST', '/v1/me/notifications', 'GET'],
    ['GET', '/v1/me/notifications/read', 'PUT'],
    ['OPTIONS', '/v1/health', 'GET'],
    ['HEAD', '/u/AaA150uSs', 'GET, POST'],
  ])('%s %s is 405 with the methods that it has', async (method, path, allowed) => {
    const answer = await stray(method, path);

    expect(answer).toMatchObject({
      statusCode: 405,
      headers: { Allow: allowed, 'Content-Type': 'application/problem+json' },
    });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'method_not_allowed', status: 405 });
  });

  test.each([
    '/',
    '/v1',
    '/v1/nowhere',
    '/v1/users/',
    '/v1/users/ada/',
    '/v2/notifications',
    '/v1/notifications/x/y',
    '//v1/health',
  ])('%s is 404, as a problem', async (path) => {
    const answer = await stray('GET', path);

    expect(answer).toMatchObject({ statusCode: 404, headers: { 'Content-Type': 'application/problem+json' } });
    expect(answer.headers).not.toHaveProperty('Allow');
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'not_found', status: 404 });
  });
});
