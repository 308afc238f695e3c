import { createClient } from '../../client/client.ts';
import { BellhopError } from '../../client/errors.ts';

type Seen = { url: string; method: string; headers: Headers; body: unknown };

/** A client whose calls are answered in turn, and what it asked. */
function aClient(...answers: (() => Response | Promise<Response>)[]) {
  const seen: Seen[] = [];
  const tokens: boolean[] = [];
  const client = createClient({
    baseUrl: 'https://api.example.com/',
    getToken: ({ refresh }) => {
      tokens.push(refresh);
      return `token-${tokens.length}`;
    },
    fetch: async (url, init) => {
      seen.push({ url: String(url), method: init?.method ?? 'GET', headers: new Headers(init?.headers), body: init?.body });
      init?.signal?.throwIfAborted();
      return (answers.shift() ?? (() => Response.json({})))();
    },
  });
  return { client, seen, tokens };
}

const problem = (status: number, code: string) => () =>
  Response.json(
    { type: 'about:blank', title: 'No', status, code, detail: 'because', errors: [{ pointer: '?x', detail: 'bad' }] },
    { status },
  );

test('a list asks for what was asked for, with the token and the ETag', async () => {
  const page = { data: [], counts: { unread: 0, unseen: 0 }, watermark: 'w0' };
  const { client, seen } = aClient(() => Response.json(page, { headers: { ETag: '"1"', 'X-Poll-Interval': '45' } }));

  const answer = await client.list({ status: 'unread', archived: false, limit: 5 }, { unless: '"0"' });

  expect(answer).toEqual({ body: page, etag: '"1"', pollSeconds: 45 });
  expect(seen[0]?.url).toBe('https://api.example.com/v1/me/notifications?status=unread&archived=false&limit=5');
  expect(seen[0]?.headers.get('Authorization')).toBe('Bearer token-1');
  expect(seen[0]?.headers.get('If-None-Match')).toBe('"0"');
});

test('an unchanged list has no body', async () => {
  const { client } = aClient(() => new Response(null, { status: 304 }));

  expect(await client.list({}, { unless: '"1"' })).toMatchObject({ body: undefined, etag: '"1"' });
});

const elsewhere = 'https://polls.example.com/';
const sayingWhere = () => Response.json({}, { headers: { 'X-Feed-Url': elsewhere } });
const lost = () => {
  throw new TypeError('fetch failed');
};

test('reads of the inbox go where an answer has said that they go, and changes to the API', async () => {
  const { client, seen } = aClient(sayingWhere, sayingWhere);

  await client.list();
  await client.list();
  await client.markRead('ntf_1');
  await client.unreadCount();

  expect(seen.map(({ url }) => new URL(url).host)).toEqual([
    'api.example.com',
    'polls.example.com',
    'api.example.com',
    'polls.example.com',
  ]);
});

test.each([
  ['nobody answers', lost],
  ['it is gone', () => new Response(null, { status: 403 })],
])('when %s there, the API is asked, now and from then on', async (_what, there) => {
  const { client, seen } = aClient(sayingWhere, there, sayingWhere, sayingWhere);

  await client.list();
  await client.list();
  await client.list();

  expect(seen.map(({ url }) => new URL(url).host)).toEqual([
    'api.example.com',
    'polls.example.com',
    'api.example.com',
    'api.example.com',
  ]);
});

test('offline says nothing of it: back online, the same address is asked', async () => {
  const { client, seen } = aClient(sayingWhere, lost, lost, () => Response.json({}));

  await client.list();
  await expect(client.list()).rejects.toThrow('no answer came');
  await client.list();

  expect(new URL(seen.at(-1)?.url ?? '').host).toBe('polls.example.com');
});

test('too many polls there are not sent to the API in their place', async () => {
  const { client, seen } = aClient(sayingWhere, problem(429, 'rate_limited'));

  await client.list();
  await expect(client.list()).rejects.toMatchObject({ status: 429 });

  expect(seen).toHaveLength(2);
});

test('a dead token is refreshed once, for all the calls that met it', async () => {
  const { client, seen, tokens } = aClient(problem(401, 'unauthorized'), problem(401, 'unauthorized'));

  await Promise.all([client.markRead('ntf_1'), client.archive('ntf_2')]);

  expect(tokens).toEqual([false, true]);
  expect(seen.map(({ headers }) => headers.get('Authorization'))).toEqual(
    ['token-1', 'token-1', 'token-2', 'token-2'].map((each) => `Bearer ${each}`),
  );
});

test('a refreshed token that is no good either is an error, and is not asked for again', async () => {
  const { client, tokens } = aClient(problem(401, 'unauthorized'), problem(401, 'unauthorized'));

  await expect(client.unreadCount()).rejects.toMatchObject({ name: 'BellhopError', code: 'unauthorized', status: 401 });
  expect(tokens).toEqual([false, true]);
});

test('a problem becomes an error with its code, places and pause', async () => {
  const slow = () =>
    Response.json(
      { code: 'rate_limited', detail: 'slowly', title: '', status: 429 },
      { status: 429, headers: { 'Retry-After': '7' } },
    );
  const { client } = aClient(problem(400, 'query_invalid'), slow);

  await expect(client.list()).rejects.toMatchObject({
    code: 'query_invalid',
    message: 'because',
    places: [{ pointer: '?x', detail: 'bad' }],
  });
  await expect(client.list()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 7 });
});

test.each([
  ['a page of a proxy', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'unreadable'],
  ['no answer at all', () => Promise.reject(new TypeError('fetch failed')), 'network'],
])('%s is an error of its own', async (_name, answer, code) => {
  const { client } = aClient(answer);

  const failed = client.markRead('ntf_1');

  await expect(failed).rejects.toBeInstanceOf(BellhopError);
  await expect(failed).rejects.toMatchObject({ code });
});

test('a call that is called off rejects with the reason, not with an error of ours', async () => {
  const { client } = aClient();
  const ends = new AbortController();
  ends.abort(new Error('changed my mind'));

  await expect(client.list({}, { signal: ends.signal })).rejects.toThrow('changed my mind');
});

test('preferences are changed by a merge patch on what was read', async () => {
  const { client, seen } = aClient();

  await client.changePreferences({ quiet_hours: null }, { ifMatch: '"3"' });

  expect(seen[0]).toMatchObject({
    method: 'PATCH',
    url: 'https://api.example.com/v1/me/preferences',
    body: '{"quiet_hours":null}',
  });
  expect(seen[0]?.headers.get('If-Match')).toBe('"3"');
});

test.each([
  ['a JWT', `e30.${Buffer.from('{"sub":"ada ü"}').toString('base64url')}.x`, 'ada ü'],
  ['anything else', 'opaque', undefined],
])('%s says whose it is, or not', async (_name, token, user) => {
  const client = createClient({ baseUrl: '', getToken: () => token });

  expect(await client.user()).toBe(user);
});
