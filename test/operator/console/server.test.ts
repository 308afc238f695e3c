import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { startConsole } from '../../../bin/operator/console/server.ts';
import { readBody } from '../../../local/read-body.ts';
import { rawRequest } from '../../local/raw-request.ts';

const token = 'the token of this run';
const place = { name: 'prod', is_local: false, account: '123456789012', region: 'eu-west-1', api: 'https://api.example.com' };

/** What the API behind it was asked, and how it answers the first times. */
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
let firstAnswers: number[] = [];
let api: Server;
let pages: Awaited<ReturnType<typeof startConsole>>;

beforeAll(async () => {
  api = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: (await readBody(request, 10_000)).toString() });
    const status = firstAnswers.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'text/csv', etag: '"7"', 'set-cookie': 'a=b' }).end('day,accepted');
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const view = {
    place,
    stack: { tableName: 'none', outputs: {} },
    sqs: new SQSClient({ region: 'eu-west-1' }),
    table: openTable('none'), // no test here comes to it
    callApi: async () => ({ status: 200, body: { data: [] } }),
    environment: async () => ({}),
    alarms: async () => ({ data: [] }),
  };
  pages = await startConsole({
    port: 0,
    token,
    view,
    behind: { apiUrl, key: async () => 'bh_live_owner' },
  });
});

afterEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  await pages?.stop();
  api?.close();
});

const ask = (
  path: string,
  { headers = {}, ...rest }: { method?: string; headers?: Record<string, string>; body?: string } = {},
) => fetch(`${pages.url}${path}`, { ...rest, headers: { 'x-bellhop-console': token, ...headers } });

describe('the console of a deployed stage', () => {
  test.each([
    ['without the token', {}],
    ['with another token', { 'x-bellhop-console': 'another' }],
    ['with a key in place of the token', { authorization: 'Bearer bh_live_owner' }],
  ])('answers no call %s, and passes none on', async (_, headers) => {
    for (const path of ['/v1/notifications', '/v1/me/notifications', '/local/stage', '/local/queues']) {
      const answer = await fetch(`${pages.url}${path}`, { headers: headers as Record<string, string> });

      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'console_token' });
    }
    expect(asked).toEqual([]);
  });

  test("refuses another site's page, and one that has taken this address by DNS, whatever they bring", async () => {
    const headers = { 'x-bellhop-console': token };
    const port = Number(new URL(pages.url).port);
    const byOrigin = await fetch(`${pages.url}/v1/notifications`, { headers: { ...headers, origin: 'https://evil.example' } });
    const asForm = await fetch(`${pages.url}/local/mail-page`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    const byHost = await rawRequest(port, { path: '/index.html', headers: { host: `evil.example:${port}`, ...headers } });

    expect([byOrigin.status, asForm.status, byHost.status]).toEqual([403, 403, 403]);
    expect(asked).toEqual([]);
  });

  test("passes a call on with the owner's key in place of what the page brings, and hands no key and no cookie back", async () => {
    const answer = await ask('/v1/statistics?format=csv', { headers: { authorization: 'Bearer bh_live_local' } });

    expect(asked).toMatchObject([{ method: 'GET', url: '/v1/statistics?format=csv' }]);
    expect(asked[0]?.headers.authorization).toBe('Bearer bh_live_owner');
    expect(asked[0]?.headers).not.toHaveProperty('x-bellhop-console');
    expect(await answer.text()).toBe('day,accepted');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv',
      etag: '"7"',
      'cache-control': 'no-store',
    });
    expect(JSON.stringify([...answer.headers])).not.toMatch(/bh_live|a=b/);
  });

  test("passes a body, its type and its condition on, and a user's own token on the user's own routes alone", async () => {
    const json = { 'content-type': 'application/json', 'if-match': '"6"' };
    await ask('/v1/users/ada/preferences', { method: 'PATCH', headers: json, body: '{"locale":"de"}' });
    await ask('/v1/me/notifications', { headers: { authorization: 'Bearer the.users.token' } });

    expect(asked[0]).toMatchObject({ method: 'PATCH', body: '{"locale":"de"}', headers: json });
    expect(asked[1]?.headers.authorization).toBe('Bearer the.users.token');
  });

  test.each([
    '/v1/x/../../local/stage',
    '/v1/%2e%2e/local/stage',
    '/v1/x/../me/notifications',
    '/v1/./me/notifications',
    '/v1/%6de/notifications',
    '/v1//me/notifications',
    '/v1/x\\..\\me',
  ])('passes on no path that is another in its normal form: %s', async (path) => {
    const port = Number(new URL(pages.url).port);
    const answer = await rawRequest(port, { path, headers: { host: `127.0.0.1:${port}`, 'x-bellhop-console': token } });

    expect(answer.status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('passes on the id of a user that has a slash in it', async () => {
    await ask('/v1/users/a%2Fb%20c/preferences');

    expect(asked).toMatchObject([{ url: '/v1/users/a%2Fb%20c/preferences' }]);
  });

  test('asks again while a key that was just made is not known yet', async () => {
    firstAnswers = [401, 401];

    expect((await ask('/v1/notifications')).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  test('says what it is the console of, and what it does not have', async () => {
    expect(await (await ask('/local/stage')).json()).toEqual(place);
    for (const path of ['/local/faults', '/local/outbox', '/local/kill', '/local/stack', '/local/nothing'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/demo')).status).toBe(404);
  });

  test('serves its pages to whoever asks on this machine: nothing of the stage is in them', async () => {
    const page = await fetch(`${pages.url}/`);

    expect(page.status).toBe(200);
    expect(await page.text()).toContain('id="log"');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect((await fetch(`${pages.url}/console.ts`)).headers.get('content-type')).toContain('javascript');
  });

  test.each([
    ['PUT', '/local/pauses/nothing', '{"why":"x"}', 400],
    ['PUT', '/local/pauses/email', 'no JSON', 400],
    ['DELETE', '/local/paused-providers/nothing', undefined, 400],
    ['GET', '/local/dead-letters/nothing', undefined, 400],
    ['GET', '/local/dead-letters/%', undefined, 400],
    ['GET', '/local/dead-letters/email', undefined, 409], // a stack that an older version deployed
    ['POST', '/local/dead-letters/jobs/redrive', '{"ids":["1"]}', 409],
    ['POST', '/local/dead-letters/email/redrive', '{"ids":[]}', 400],
  ])('says what is wrong with %s %s', async (method, path, body, status) => {
    const answer = await ask(path, { method, ...(body !== undefined && { body }) });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message: expect.any(String) });
  });
});
