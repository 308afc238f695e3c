import { Bellhop, BellhopError, tokenAnswer } from '../../sdk/node/index.ts';
import { aServer, problem } from './a-server.ts';

let server: Awaited<ReturnType<typeof aServer>>;
beforeEach(async () => {
  server = await aServer();
});
afterEach(() => server.stop());

const request = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello' } };
const accepted = { status: 202, body: { id: 'req_1', notifications: [], refused: [] } };
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a publish is tried again after a lost answer, a limit and a fault, each time with the same key', async () => {
  server.answer('cut', problem(429, 'rate_limited', { 'Retry-After': '7' }), problem(503, 'unavailable'), accepted);

  const answer = await server.bellhop({ maxRetries: 3 }).notifications.publish(request);

  expect(answer).toEqual(accepted.body);
  expect(server.came.map(({ call, body }) => [call, body])).toEqual(Array(4).fill(['POST /v1/notifications', request]));
  const keys = new Set(server.came.map(({ headers }) => headers['idempotency-key']));
  expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(server.waits.map((ms) => [ms >= 250, ms >= 7_000, ms <= 8_000])).toEqual([
    [true, false, true],
    [true, true, true],
    [true, false, true],
  ]);
});

test('two publishes have two keys, unless the app names one', async () => {
  server.answer(accepted);
  const bellhop = server.bellhop();

  for (const options of [undefined, undefined, { idempotencyKey: 'order-42' }, { idempotencyKey: 'order-42' }])
    await bellhop.notifications.publish(request, options);

  const [first, second, ...named] = server.came.map(({ headers }) => headers['idempotency-key']);
  expect(first).not.toBe(second);
  expect(named).toEqual(['order-42', 'order-42']);
});

test('what is wrong is told at once, with its code, its places and no second attempt', async () => {
  const places = [{ pointer: '/workflow', detail: 'must be text' }];
  server.answer({ status: 422, body: { code: 'body_invalid', detail: 'two places are wrong', errors: places } });

  const error = await failure(server.bellhop().notifications.publish(request));

  expect(error).toBeInstanceOf(BellhopError);
  expect(error).toMatchObject({
    code: 'body_invalid',
    status: 422,
    places,
    message: 'body_invalid: two places are wrong (/workflow must be text)',
  });
  expect(server.came).toHaveLength(1);
});

test('after the last attempt the last failure is told', async () => {
  server.answer(problem(503, 'unavailable', { 'Retry-After': '2' }));

  const error = await failure(server.bellhop().users.get('ada'));

  expect(error).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
  expect(server.came).toHaveLength(3);
});

test('a wait of more than a minute is left to the app', async () => {
  server.answer(problem(429, 'rate_limited', { 'Retry-After': '3600' }));

  expect(await failure(server.bellhop().users.get('ada'))).toMatchObject({ retryAfterSeconds: 3600 });
  expect(server.waits).toEqual([]);
});

test('a page of a proxy is no problem of the API', async () => {
  server.answer({ status: 502, body: '<html>Bad gateway</html>' });

  expect(await failure(server.bellhop({ maxRetries: 0 }).workflows.list())).toMatchObject({ code: 'unreadable', status: 502 });
});

test('a redirect is told and not followed: a publish would become a read of the list, and look as if it had gone', async () => {
  server.answer(
    { status: 301, headers: { Location: 'https://api.example.com/v1/notifications' } },
    { status: 200, body: { data: [] } },
  );

  const error = await failure(server.bellhop().notifications.publish(request));

  expect(error).toMatchObject({ code: 'unreadable', status: 301 });
  expect(String(error)).toContain('leads to https://api.example.com/v1/notifications');
  expect(server.came).toHaveLength(1);
});

test('what would happen twice is not tried again when its answer was lost, and is when it was refused by a limit', async () => {
  const { webhooks } = server.bellhop();
  server.answer('cut', { status: 200, body: {} });
  expect(await failure(webhooks.create({ url: 'https://app.example.com', events: [] }))).toMatchObject({ code: 'network' });
  expect(server.came).toHaveLength(1);

  server.answer(problem(429, 'rate_limited'), { status: 200, body: { id: 'wh_1' } });
  expect(await webhooks.create({ url: 'https://app.example.com', events: [] })).toEqual({ id: 'wh_1' });
});

test('a user who was erased by the attempt before is erased', async () => {
  server.answer('cut', problem(404, 'not_found'));

  expect(await failure(server.bellhop().users.erase('ada'))).toBeUndefined();
  expect(await failure(server.bellhop().users.erase('ada'))).toMatchObject({ code: 'not_found' });
});

test('an attempt has its time, and a signal ends the call with its own reason', async () => {
  server.answer('silence');
  const called = new AbortController();
  const reason = new Error('the request is gone');

  expect(await failure(server.bellhop({ timeoutMs: 1, maxRetries: 1 }).users.get('ada'))).toMatchObject({ code: 'timeout' });
  expect(server.waits).toHaveLength(1);
  const call = failure(server.bellhop().users.get('ada', { signal: called.signal }));
  called.abort(reason);
  expect(await call).toBe(reason);
  expect(await failure(server.bellhop().users.get('ada', { signal: called.signal }))).toBe(reason);
});

test('a signal also ends the wait for the next attempt', async () => {
  server.answer(problem(503, 'unavailable', { 'Retry-After': '60' }));
  const called = new AbortController();
  const bellhop = new Bellhop({
    url: server.url,
    key: 'bh_live_x',
    fetch: async (...args) => {
      const answer = await fetch(...args);
      setImmediate(() => called.abort());
      return answer;
    },
  });

  expect(await failure(bellhop.users.get('ada', { signal: called.signal }))).toBe(called.signal.reason);
});

test('names are put into paths as they are, and none leads to another path', async () => {
  server.answer({ status: 200, body: { id: 'x' } });
  const { users } = server.bellhop();

  await users.get('ada/../x?y#z ü');
  for (const id of ['', '.', '..']) expect(await failure(users.get(id))).toBeInstanceOf(TypeError);

  expect(server.came.map(({ call }) => call)).toEqual(['GET /v1/users/ada%2F..%2Fx%3Fy%23z%20%C3%BC']);
});

test('a list is asked for page by page, as far as it is read', async () => {
  const page = (from: number, next_cursor?: string) => ({
    status: 200,
    body: { data: from < 0 ? [] : [{ id: `u${from}` }, { id: `u${from + 1}` }], next_cursor },
  });
  server.answer(page(0, 'a'), page(-1, 'b&'), page(2));
  const users = server.bellhop().users.list({ prefix: 'u', limit: 2 });

  const ids: string[] = [];
  for await (const { id } of users) ids.push(id);

  expect(ids).toEqual(['u0', 'u1', 'u2', 'u3']);
  const calls = [
    'GET /v1/users?prefix=u&limit=2',
    'GET /v1/users?prefix=u&limit=2&cursor=a',
    'GET /v1/users?prefix=u&limit=2&cursor=b%26',
  ];
  expect(server.came.map(({ call }) => call)).toEqual(calls);

  server.answer(page(0, 'a'));
  for await (const { id } of users) if (id === 'u1') break;
  expect(server.came).toHaveLength(4);
  expect((await users.page('c')).next_cursor).toBe('a');
});

test('all with a key are canceled, however many calls that takes', async () => {
  const canceled = (id: string, next_cursor?: string) => ({
    status: 200,
    body: { canceled: [{ id }], too_late: [], next_cursor },
  });
  server.answer(canceled('ntf_1', 'more'), canceled('ntf_2'));

  expect(await server.bellhop().notifications.cancel({ cancellation_key: 'booking:42' })).toEqual({
    canceled: [{ id: 'ntf_1' }, { id: 'ntf_2' }],
    too_late: [],
  });
  expect(server.came.map(({ body }) => body)).toEqual([
    { cancellation_key: 'booking:42' },
    { cancellation_key: 'booking:42', cursor: 'more' },
  ]);
});

test('preferences are changed only if they are as they were read', async () => {
  server.answer({ status: 200, body: { categories: {} }, headers: { ETag: '"7"' } });
  const { preferences } = server.bellhop().users;

  const { etag } = await preferences.getVersion('ada');
  await preferences.update('ada', { digest_time: '09:00' }, { ifMatch: etag });

  expect(server.came[1]).toMatchObject({ call: 'PATCH /v1/users/ada/preferences', headers: { 'if-match': '"7"' } });
});

test('a client for a tenant says so in each call', async () => {
  server.answer({ status: 200, body: {} });
  await server.bellhop().forTenant('acme').users.get('ada');
  expect(server.came[0]?.headers).toMatchObject({ 'x-tenant': 'acme', authorization: 'Bearer bh_live_x' });
});

test('what cannot be sent is told at once, and is no fault of the network', async () => {
  const unsendable = await failure(server.bellhop().notifications.publish(request, { idempotencyKey: 'Bestellung-€' }));

  expect(unsendable).toMatchObject({ name: 'TypeError' });
  expect([server.came, server.waits]).toEqual([[], []]);
  expect(() => new Bellhop({ url: '127.0.0.1:4620', key: 'bh_live_x' })).toThrow('must begin with https:// or http://');
});

test('a page is answered a token for who is signed in, and 401 for nobody, however that is said', async () => {
  server.answer({ status: 200, body: { token: 'a token' } });
  const answered = await Promise.all(['ada', undefined, ''].map((user) => tokenAnswer(server.bellhop(), user)));

  expect(answered.map(({ status, body }) => [status, body])).toEqual([
    [200, 'a token'],
    [401, ''],
    [401, ''],
  ]);
  expect(server.came.map(({ call }) => call)).toEqual(['POST /v1/users/ada/tokens']);
});

test('a time to answer in may have no end', async () => {
  server.answer({ status: 200, body: { id: 'ada' } });

  expect(await server.bellhop({ timeoutMs: Number.POSITIVE_INFINITY, maxRetries: 0 }).users.get('ada')).toEqual({ id: 'ada' });
});
