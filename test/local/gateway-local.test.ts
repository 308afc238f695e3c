import { FunctionFailed } from '../../local/functions/function-process.ts';
import { aGateway, anApi } from './a-gateway.ts';
import { isFreeBeyondLoopback } from './listening.ts';
import { rawRequest } from './raw-request.ts';

type Gateway = Awaited<ReturnType<typeof aGateway>>;
const accepted = { from: '', tags: {}, outcome: 'delivered', sentAt: '2030-01-01T00:00:00Z' } as const;
const ran: unknown[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await aGateway(anApi(['GET /v1/me']), async () => ({ statusCode: 200, body: 'ok' }), {
    callApi: async (method, path) => ({ status: 200, body: { token: `${method} ${path}` } }),
    kill: (name) => (name === 'deliver-email' ? Promise.resolve(2) : undefined),
    run(job, time) {
      if (job === 'broken') return Promise.reject(new FunctionFailed('timed-out', 'Task timed out after 3.00 seconds'));
      if (job !== 'clean-up') return undefined;
      ran.push(time.toISOString());
      return Promise.resolve({ handled: 1 });
    },
    queues: () => [
      { name: 'email', url: 'http://127.0.0.1:1/q', waiting: 1, delayed: 2, inFlight: 3, oldestAgeSeconds: 4, deadLetters: 5 },
    ],
    functions: () => [{ name: 'feed', processes: 1, busy: 0, invocations: 2, coldStarts: 1, failures: 0, cpuMs: 3.6 }],
    jobs: async () => [
      { name: 'clean-up', schedule: 'rate(1 day)', nextRunAt: new Date(0), lastStartedAt: '2030-01-01T00:00:00Z' },
    ],
    users: async () => [{ id: 'ada' }],
    topics: async () => [{ name: 'building:42', subscribers: ['ada'] }],
    waiting: async () => [
      {
        id: 'ntf_1',
        user: 'ada',
        workflow: 'message',
        cancellationKey: 'lunch',
        channels: [{ channel: 'email', status: 'scheduled', heldFor: 'send_at', dueAt: new Date(0) }],
      },
    ],
    recent: async () => [
      {
        id: 'ntf_1',
        request: 'req_1',
        user: 'ada',
        workflow: 'message',
        test: false,
        createdAt: new Date(0),
        messages: [],
      },
    ],
    paused: async () => [{ queue: 'email', why: 'quota', until: new Date(0) }],
    workflows: () => ({
      data: [
        {
          key: 'message',
          category: 'general',
          priority: 'normal',
          channels: ['inbox', 'email', 'sms'],
          required: false,
          payload: {},
          example: { title: 'Hello' },
        },
      ],
    }),
  });
});

afterAll(() => gateway.stop());

async function call(method: string, path: string, body?: unknown) {
  const raw = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const headers = { host: `127.0.0.1:${gateway.port}` };
  const answer = await rawRequest(gateway.port, { method, path, headers, ...(raw !== undefined && { body: raw }) });
  return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

describe('the local system answers', () => {
  test('a user token, minted by the deployed route', async () => {
    expect(await call('POST', '/local/token', { user: 'a d#a' })).toEqual({
      status: 200,
      body: { token: 'POST /v1/users/a%20d%23a/tokens' },
    });
  });

  test('queues, functions, jobs and users', async () => {
    expect((await call('GET', '/local/queues')).body).toEqual({
      data: [
        {
          name: 'email',
          url: 'http://127.0.0.1:1/q',
          waiting: 1,
          delayed: 2,
          in_flight: 3,
          oldest_age_seconds: 4,
          dead_letters: 5,
        },
      ],
    });
    expect((await call('GET', '/local/functions')).body).toEqual({
      data: [{ name: 'feed', processes: 1, busy: 0, invocations: 2, cold_starts: 1, failures: 0, cpu_ms: 4 }],
    });
    expect((await call('GET', '/local/jobs')).body).toEqual({
      data: [
        {
          name: 'clean-up',
          schedule: 'rate(1 day)',
          next_run_at: '1970-01-01T00:00:00.000Z',
          last_started_at: '2030-01-01T00:00:00Z',
        },
      ],
    });
    expect((await call('GET', '/local/users')).body).toEqual({ data: [{ id: 'ada' }] });
  });

  test('workflows with an example, topics with their subscribers, and what waits until when', async () => {
    expect((await call('GET', '/local/workflows')).body).toEqual({
      data: [
        {
          key: 'message',
          category: 'general',
          priority: 'normal',
          channels: ['inbox', 'email', 'sms'],
          required: false,
          payload: {},
          example: { title: 'Hello' },
        },
      ],
    });
    expect((await call('GET', '/local/topics')).body).toEqual({ data: [{ name: 'building:42', subscribers: ['ada'] }] });
    expect((await call('GET', '/local/waiting')).body).toEqual({
      data: [
        {
          id: 'ntf_1',
          user: 'ada',
          workflow: 'message',
          cancellation_key: 'lunch',
          channels: [{ channel: 'email', status: 'scheduled', held_for: 'send_at', due_at: '1970-01-01T00:00:00.000Z' }],
        },
      ],
    });
  });

  test('what was dispatched last, and which queues are paused, why and until when', async () => {
    expect((await call('GET', '/local/recent')).body).toEqual({
      data: [
        {
          id: 'ntf_1',
          request: 'req_1',
          user: 'ada',
          workflow: 'message',
          test: false,
          created_at: '1970-01-01T00:00:00.000Z',
          messages: [],
        },
      ],
    });
    expect((await call('GET', '/local/paused')).body).toEqual({
      data: [{ queue: 'email', why: 'quota', until: '1970-01-01T00:00:00.000Z' }],
    });
  });

  test('an e-mail that was not sent as a page, which may run nothing and load nothing', async () => {
    const headers = { host: `127.0.0.1:${gateway.port}`, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ html: '<head></head><script>1</script>' }).toString();

    const answer = await rawRequest(gateway.port, { method: 'POST', path: '/local/mail-page', headers, body });

    expect(answer.body).toBe('<head><base target="_blank"></head><script>1</script>');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; .* sandbox allow-popups /);
  });

  test('a job run now, at the time that it is told', async () => {
    expect(await call('POST', '/local/run', { job: 'clean-up', time: '2030-03-31T01:30:00Z' })).toEqual({
      status: 200,
      body: { result: { handled: 1 } },
    });
    expect(ran).toEqual(['2030-03-31T01:30:00.000Z']);
  });

  test('a function killed', async () => {
    expect(await call('POST', '/local/kill', { function: 'deliver-email' })).toEqual({ status: 200, body: { killed: 2 } });
  });

  test('faults set, shown and cleared', async () => {
    const order = { service: 'ses', fault: 'throttle', count: 2 };

    expect((await call('PUT', '/local/faults', order)).body).toEqual({ data: [order] });
    expect((await call('GET', '/local/faults')).body).toEqual({ data: [order] });
    expect(await call('DELETE', '/local/faults')).toEqual({ status: 204, body: undefined });
    expect((await call('GET', '/local/faults')).body).toEqual({ data: [] });
  });

  test('the rate of its SES account, and takes another', async () => {
    const unverified = ['ada@example.com'];

    expect((await call('GET', '/local/ses')).body).toEqual({ per_second: 14, unverified: [] });
    expect((await call('PUT', '/local/ses', { per_second: 0.5 })).body).toEqual({ per_second: 0.5, unverified: [] });
    expect((await call('PUT', '/local/ses', { unverified })).body).toEqual({ per_second: 0.5, unverified });
    expect((await call('GET', '/local/ses')).body).toEqual({ per_second: 0.5, unverified });
  });

  test('the outbox, filtered, and emptied', async () => {
    gateway.deps.outbox.add({ ...accepted, id: 'a', channel: 'sms', to: ['+447700900123'], raw: 'hi' });

    expect((await call('GET', '/local/outbox?to=%2B447700900123')).body.data).toMatchObject([{ id: 'a', text: 'hi' }]);
    expect((await call('GET', '/local/outbox?channel=email')).body).toEqual({ data: [] });
    expect(await call('DELETE', '/local/outbox')).toMatchObject({ status: 204 });
    expect((await call('GET', '/local/outbox')).body).toEqual({ data: [] });
  });

  test('an e-mail as a page that can run nothing', async () => {
    const raw = btoa('Content-Type: text/html\r\n\r\n<p>hi</p><script>alert(1)</script>');
    gateway.deps.outbox.add({ ...accepted, id: 'mail-1', channel: 'email', to: ['d@e.f'], raw });

    const answer = await rawRequest(gateway.port, {
      path: '/local/outbox/mail-1/html',
      headers: { host: `localhost:${gateway.port}` },
    });

    expect(answer.body).toContain('<p>hi</p>');
    expect(answer.headers['content-security-policy']).toMatch(
      /default-src 'none'.*sandbox allow-popups allow-popups-to-escape-sandbox$/,
    );
    expect(await call('GET', '/local/outbox/other/html')).toMatchObject({ status: 404 });
  });
});

describe('the local system refuses', () => {
  test.each([
    ['unreadable JSON', 'POST', '/local/token', '{', 400, 'readable JSON'],
    ['a missing field', 'POST', '/local/token', {}, 400, 'user'],
    ['a field it does not know', 'POST', '/local/run', { job: 'clean-up', when: 1 }, 400, 'when'],
    ['a time that is none', 'POST', '/local/run', { job: 'clean-up', time: 'soon' }, 400, 'time'],
    ['a fault that it does not know', 'PUT', '/local/faults', { service: 'ses', fault: 'fire' }, 400, 'fault'],
    ['a rate at which nothing is sent', 'PUT', '/local/ses', { per_second: 0 }, 400, 'per_second'],
    ['a service that has no faults', 'PUT', '/local/faults', { service: 's3', fault: 'error' }, 400, 'service'],
    ['a body without end', 'POST', '/local/token', 'x'.repeat(65_537), 413, 'larger'],
    ['a job that is not there', 'POST', '/local/run', { job: 'tidy' }, 404, '"tidy"'],
    ['a function that is not there', 'POST', '/local/kill', { function: 'tidy' }, 404, '"tidy"'],
    ['an address that is not there', 'GET', '/local/secrets', undefined, 404, '/local/secrets'],
    ['another method', 'POST', '/local/queues', {}, 404, 'POST /local/queues'],
  ])('%s', async (_name, method, path, body, status, named) => {
    const answer = await call(method, path, body);

    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(named);
  });

  test('to hide that a job failed', async () => {
    expect(await call('POST', '/local/run', { job: 'broken' })).toEqual({
      status: 502,
      body: { message: 'Task timed out after 3.00 seconds' },
    });
  });
});

describe('a web page elsewhere', () => {
  const own = () => `127.0.0.1:${gateway.port}`;

  test.each(['/', '/index.html', '/local/outbox', '/local/token', '/demo/api/board', '/v1/openapi.json'])(
    'with a foreign Origin is refused at %s',
    async (path) => {
      for (const origin of ['https://evil.example', 'null', `http://localhost:${gateway.port + 1}`, `https://${own()}`]) {
        const answer = await rawRequest(gateway.port, { path, headers: { host: own(), origin } });

        expect(answer.status).toBe(403);
        expect(answer.body).toContain('is not this machine');
      }
    },
  );

  test.each(['/', '/local/outbox', '/demo/api/board', '/v1/me', '/v1/openapi.json', '/nowhere'])(
    'under a foreign Host is refused at %s',
    async (path) => {
      for (const host of ['evil.example', `evil.example:${gateway.port}`, '127.0.0.1', `127.0.0.1.nip.io:${gateway.port}`]) {
        expect(await rawRequest(gateway.port, { path, headers: { host } })).toMatchObject({ status: 403 });
      }
    },
  );

  test('cannot be the one that this machine serves itself', async () => {
    for (const origin of [`http://${own()}`, `http://localhost:${gateway.port}`]) {
      expect(await rawRequest(gateway.port, { path: '/local/queues', headers: { host: own(), origin } })).toMatchObject({
        status: 200,
      });
    }
  });

  test('is not let into what the API decides by CORS, but may ask', async () => {
    const headers = { host: own(), origin: 'https://evil.example' };

    expect(await rawRequest(gateway.port, { path: '/v1/me', headers })).toMatchObject({ status: 200, body: 'ok' });
  });

  test('finds nothing but loopback', async () => {
    await expect(isFreeBeyondLoopback(gateway.port)).resolves.toBe(true);
  });
});

describe('the pages', () => {
  const get = (path: string) => rawRequest(gateway.port, { path, headers: { host: `127.0.0.1:${gateway.port}` } });

  test.each(['/', '/demo', '/demo/plain'])('at %s runs nothing but its own files', async (path) => {
    const answer = await get(path);

    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'self';.*frame-ancestors 'none'/);
  });

  test.each(['/', '/openapi', '/demo', '/demo/plain'])('at %s name no file that is not there', async (path) => {
    const isBuilt = (file: string) => file.startsWith('/demo/app.'); // at the start
    const named = namedFiles((await get(path)).body, new URL(path, 'http://page')).filter((file) => !isBuilt(file));
    for (const file of named.filter((each) => each.endsWith('.css')))
      named.push(...namedFiles((await get(file)).body, new URL(file, 'http://page')));

    const answers = await Promise.all(named.map(async (file) => `${(await get(file)).status} ${file}`));

    expect(named).toContain('/elements/tokens.css');
    expect(answers.filter((answer) => !answer.startsWith('200 '))).toEqual([]);
  });

  test('are TypeScript without its types, which a browser can run', async () => {
    const answer = await get('/elements/element.ts');

    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
    expect(answer.body).toContain('export function icon(name');
    expect(answer.body).not.toContain(': string');
  });

  test.each([
    '/../start.ts',
    '/demo/../start.ts',
    '/demo/build.ts',
    '/demo/app.tsx',
    '/%2e%2e/start.ts',
    '/.hidden.js',
    '/start.ts',
    '/../../package.json',
  ])('are not at %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404 });
  });
});

/** The files that a page loads, or a stylesheet: each `src`, `url()`, import, and link to a stylesheet or an icon. */
function namedFiles(text: string, base: URL): string[] {
  const named = text.matchAll(/<link [^>]*href="([^"]+)"|\bsrc="([^"]+)"|url\("([^")]+)"\)|@import "([^"]+)"/g);
  return [...new Set([...named].map((match) => new URL(match.slice(1).find(Boolean) ?? '', base).pathname))];
}
