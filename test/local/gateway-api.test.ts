import { createServer, type Server } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { aGateway, anApi, type Behaviour } from './a-gateway.ts';
import { rawRequest } from './raw-request.ts';

let gateway: Awaited<ReturnType<typeof aGateway>>;
let events: APIGatewayProxyEventV2[];
let behave: Behaviour;

const routes = ['GET /v1/users/{id}', 'POST /v1/notifications', 'GET /v1/me', 'GET /files/{path+}'];
const cors = {
  AllowOrigins: ['https://app.example.com'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['Authorization', 'Content-Type'],
  ExposeHeaders: ['ETag', 'Link'],
  MaxAge: 7200,
};

async function start(more: Parameters<typeof anApi>[1] = {}): Promise<void> {
  gateway = await aGateway(anApi(routes, more), (event) => {
    events.push(event);
    return behave(event);
  });
}

beforeEach(() => {
  events = [];
  behave = async () => ({ statusCode: 200, body: 'ok' });
});

afterEach(() => gateway.stop());

function call(more: Parameters<typeof rawRequest>[1]) {
  return rawRequest(gateway.port, { ...more, headers: { host: `127.0.0.1:${gateway.port}`, ...more.headers } });
}

describe('the event', () => {
  test('is the payload format 2.0 of API Gateway', async () => {
    await start();

    await call({
      method: 'POST',
      path: '/v1/notifications?a=1&a=2&b=x%20y&empty=',
      headers: { 'Content-Type': 'application/json', 'X-Many': ['1', '2'], Cookie: 'one=1; two=2', 'User-Agent': 'test' },
      body: '{"a":"é"}',
    });

    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /v1/notifications',
        rawPath: '/v1/notifications',
        rawQueryString: 'a=1&a=2&b=x%20y&empty=',
        cookies: ['one=1', 'two=2'],
        headers: expect.objectContaining({ 'content-type': 'application/json', 'x-many': '1,2', 'user-agent': 'test' }),
        queryStringParameters: { a: '1,2', b: 'x y', empty: '' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'local',
          domainName: `127.0.0.1:${gateway.port}`,
          domainPrefix: 'local',
          http: { method: 'POST', path: '/v1/notifications', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          routeKey: 'POST /v1/notifications',
          stage: '$default',
          time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          timeEpoch: expect.any(Number),
        },
        body: '{"a":"é"}',
        isBase64Encoded: false,
      },
    ]);
    expect(events[0]?.headers).not.toHaveProperty('cookie');
  });

  test('has no body, query, cookies or path parameters where there are none', async () => {
    await start();

    await call({ path: '/v1/me' });

    for (const absent of ['body', 'queryStringParameters', 'cookies', 'pathParameters'])
      expect(events[0]).not.toHaveProperty(absent);
  });

  test.each([
    ['/v1/users/a%20b', { id: 'a b' }, '/v1/users/a b'],
    ['/v1/users/%C3%A9', { id: 'é' }, '/v1/users/é'],
    ['/v1/users/a%3Fb', { id: 'a' }, '/v1/users/a'],
    ['/v1/users/%zz', { id: '%zz' }, '/v1/users/%zz'],
    ['/files/a%2Fb/c', { path: 'a/b/c' }, '/files/a/b/c'],
  ])('of %s has its path decoded, as HTTP APIs do', async (path, pathParameters, rawPath) => {
    await start();

    await call({ path });

    expect(events).toMatchObject([{ pathParameters, rawPath }]);
  });

  test('is not made when an encoded slash divides the path', async () => {
    await start();

    await expect(call({ path: '/v1/users/a%2Fb' })).resolves.toMatchObject({ status: 404 });
  });

  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/xml', false],
    ['application/problem+json', true],
    ['application/x-www-form-urlencoded', true],
    ['image/png', true],
    [undefined, true],
  ])('of a body of type %s is base64: %s', async (type, isBase64Encoded) => {
    await start();

    await call({ method: 'POST', path: '/v1/notifications', headers: type ? { 'content-type': type } : {}, body: 'a=1' });

    expect(events).toMatchObject([{ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' }]);
  });
});

describe('the answer', () => {
  test.each<[string, unknown, { status: number; body: string; headers?: Record<string, unknown> }]>([
    [
      'with a status code is what the function says',
      { statusCode: 202, headers: { ETag: '"1"', 'X-N': 3 }, cookies: ['a=1', 'b=2'], body: '{}' },
      { status: 202, body: '{}', headers: { etag: '"1"', 'x-n': '3', 'set-cookie': ['a=1', 'b=2'] } },
    ],
    [
      'without one is a 200 of JSON',
      { hello: 'ada' },
      { status: 200, body: '{"hello":"ada"}', headers: { 'content-type': 'application/json' } },
    ],
    ['in base64 is decoded', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, { status: 200, body: 'hi' }],
    ['304 has no body', { statusCode: 304, headers: { etag: '"1"' } }, { status: 304, body: '', headers: { etag: '"1"' } }],
    ['that is malformed is a 500', { statusCode: '200' }, { status: 500, body: '{"message":"Internal Server Error"}' }],
  ])('%s', async (_name, result, expected) => {
    behave = async () => result;
    await start();

    const answer = await call({ path: '/v1/me' });

    expect(answer).toMatchObject(expected);
  });

  test('of a function that fails is a 500 that says nothing', async () => {
    behave = async () => Promise.reject(new Error('secret'));
    await start();

    await expect(call({ path: '/v1/me' })).resolves.toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });

  test('that is not there in the integration time is a 503', async () => {
    behave = () => new Promise(() => {});
    await start({ timeoutMs: 50 });

    await expect(call({ path: '/v1/me' })).resolves.toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test('without a route is a 404, and asks no function', async () => {
    await start();

    await expect(call({ path: '/v1/nowhere' })).resolves.toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    await expect(call({ method: 'DELETE', path: '/v1/me' })).resolves.toMatchObject({ status: 404 });
    expect(events).toEqual([]);
  });

  test('to more than 10 MB is a 413', async () => {
    await start();

    const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'a');
    const answer = await call({ method: 'POST', path: '/v1/notifications', body });

    expect(answer).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
    expect(events).toEqual([]);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    call({ method: 'OPTIONS', path: '/v1/me', headers: { origin, 'access-control-request-method': 'GET' } });

  test('a preflight of an allowed origin is told what it may do', async () => {
    await start({ cors });

    expect(await preflight('https://app.example.com')).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://app.example.com',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '7200',
      },
    });
    expect(events).toEqual([]);
  });

  test('a preflight of another origin is told nothing', async () => {
    await start({ cors });

    const { status, headers } = await preflight('https://evil.example');

    expect(status).toBe(204);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each([
    'http://127.0.0.1:8081',
    'http://localhost:4200',
    'https://localhost:3000',
    'http://[::1]:5174',
    'http://shop.localhost:80',
  ])('a page on this machine may ask: %s', async (origin) => {
    await start({ cors });

    expect((await preflight(origin)).headers).toMatchObject({ 'access-control-allow-origin': origin });
    expect(gateway.told).toEqual([]);
  });

  test.each([
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://192.168.1.7:3000',
    'http://evil-localhost',
    'null',
  ])('a page elsewhere may not, and is named once with the setting: %s', async (origin) => {
    await start({ cors });

    expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
    await call({ path: '/v1/me', headers: { origin } });

    expect(gateway.told).toEqual([expect.stringContaining('allowedOrigins')]);
    expect(gateway.told[0]).toContain(origin);
    expect(gateway.deps.refusedOrigins()).toMatchObject([{ origin }]);
  });

  test('an answer may be read by an allowed origin, whatever the function says', async () => {
    behave = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });
    await start({ cors });

    const allowed = await call({ path: '/v1/me', headers: { origin: 'https://app.example.com' } });
    const other = await call({ path: '/v1/me', headers: { origin: 'https://evil.example' } });

    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-expose-headers': 'etag,link',
    });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('without settings a preflight is a call like any other', async () => {
    await start();

    await expect(preflight('https://app.example.com')).resolves.toMatchObject({ status: 404 });
  });
});

describe('a route with a JWT authorizer', () => {
  let issuer: Server;
  let url: string;
  let sign: (claims: JWTPayload, more?: { issuer?: string; expires?: string }) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] };
    issuer = createServer((request, response) =>
      response.end(JSON.stringify(request.url?.endsWith('openid-configuration') ? { jwks_uri: `${url}/keys` } : keys)),
    );
    await new Promise<void>((done) => issuer.listen(0, '127.0.0.1', () => done()));
    const address = issuer.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    sign = (claims, { issuer: by = url, expires = '1h' } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(by)
        .setExpirationTime(expires)
        .sign(privateKey);
  });

  afterAll(() => new Promise((done) => issuer.close(done)));

  const ask = (token: string) => call({ path: '/v1/me', headers: { authorization: `Bearer ${token}` } });

  test('hands the claims of a good token on, as text', async () => {
    await start({ issuer: url });

    const { status } = await ask(await sign({ sub: 'ada', aud: 'bellhop', roles: ['a', 'b'], scope: 'read write' }));

    expect(status).toBe(200);
    expect(events).toMatchObject([
      {
        requestContext: {
          authorizer: { jwt: { claims: { sub: 'ada', aud: 'bellhop', roles: '[a b]' }, scopes: ['read', 'write'] } },
        },
      },
    ]);
  });

  test.each([
    ['no token', async () => ''],
    ['nonsense', async () => 'a.b.c'],
    ['another audience', () => sign({ sub: 'ada', aud: 'other' })],
    ['another issuer', () => sign({ sub: 'ada', aud: 'bellhop' }, { issuer: 'https://other.example' })],
    ['a token that is over', () => sign({ sub: 'ada', aud: 'bellhop' }, { expires: '-1h' })],
    [
      'a shared secret',
      () =>
        new SignJWT({ sub: 'ada', aud: 'bellhop' }).setProtectedHeader({ alg: 'HS256' }).setIssuer(url).sign(Buffer.alloc(32)),
    ],
    ['no signature', async () => `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"ada","aud":"bellhop","iss":"${url}"}`)}.`],
  ])('refuses %s', async (_name, token) => {
    await start({ issuer: url });

    await expect(ask(await token())).resolves.toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(events).toEqual([]);
  });
});
