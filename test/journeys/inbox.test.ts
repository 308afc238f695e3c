import { SignJWT, UnsecuredJWT } from 'jose';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

/** A user of their own for each test, with this many notifications in their inbox. */
async function aUserWith(user: string, titles: readonly string[]): Promise<void> {
  for (const [place, title] of titles.entries()) {
    await localSystem.publish({
      workflow: 'message',
      recipients: [{ id: user }],
      data: { title, body: 'Hello' },
      channels: ['inbox'],
    });
    await eventually(`${user} has ${place + 1}`, async () => (await inbox(user)).body.data.length === place + 1);
  }
}

function inbox(user: string, query = '', headers: Record<string, string> = {}) {
  return localSystem.as(user, 'GET', `/v1/me/notifications${query}`, { headers });
}

function titles(body: { data: { title: string }[] }): string[] {
  return body.data.map(({ title }) => title);
}

test('an unchanged poll is 304, and a change makes it 200 with a new ETag', async () => {
  await aUserWith('poll', ['One']);
  const first = await inbox('poll');
  const etag = first.headers.get('etag') ?? '';

  const same = await inbox('poll', '', { 'If-None-Match': etag });
  await localSystem.as('poll', 'PUT', `/v1/me/notifications/${first.body.data[0].id}/read`);
  const changed = await inbox('poll', '', { 'If-None-Match': etag });
  const count = await localSystem.as('poll', 'GET', '/v1/me/notifications/unread-count');

  expect([same.status, same.headers.get('x-poll-interval')]).toEqual([304, '2']);
  expect([changed.status, changed.body.counts]).toEqual([200, { unread: 0, unseen: 0 }]);
  expect(changed.headers.get('etag')).not.toBe(etag);
  expect(count.body).toEqual({ counts: { unread: 0, unseen: 0 } });
});

test('reading, seeing and archiving go both ways and answer the new counts', async () => {
  await aUserWith('marks', ['One', 'Two']);
  const id = (await inbox('marks')).body.data[0].id;
  const mark = async (method: string, what: string) =>
    (await localSystem.as('marks', method, `/v1/me/notifications/${id}/${what}`)).body.counts;

  expect(await mark('PUT', 'seen')).toEqual({ unread: 2, unseen: 1 });
  expect(await mark('DELETE', 'seen')).toEqual({ unread: 2, unseen: 2 });
  expect(await mark('PUT', 'read')).toEqual({ unread: 1, unseen: 1 });
  expect((await mark('DELETE', 'read')).unread).toBe(2);
  expect((await mark('PUT', 'archived')).unread).toBe(1);
  expect(titles((await inbox('marks')).body)).toEqual(['One']);
  expect(titles((await inbox('marks', '?archived=true')).body)).toEqual(['Two']);
  await mark('DELETE', 'archived');
  expect(titles((await inbox('marks')).body)).toEqual(['Two', 'One']);
});

test('what is snoozed is away until its time, and comes back by itself, unread', async () => {
  await aUserWith('snooze', ['One', 'Two']);
  const { id } = (await inbox('snooze')).body.data[1];
  const snooze = (seconds: number) =>
    localSystem.as('snooze', 'PUT', `/v1/me/notifications/${id}/snooze`, {
      body: { until: new Date(Date.now() + seconds * 1000).toISOString() },
    });

  expect((await snooze(3600)).body.counts).toEqual({ unread: 1, unseen: 1 });
  expect(titles((await inbox('snooze')).body)).toEqual(['Two']);
  expect(titles((await inbox('snooze', '?snoozed=true')).body)).toEqual(['One']);
  expect((await snooze(-1)).body.errors).toMatchObject([{ pointer: '/until' }]);
  await eventually('a second that is still to come when the server hears of it', async () => (await snooze(1)).status === 200);

  await eventually('it is back', async () => (await inbox('snooze')).body.data.length === 2);
  const { data, counts, category_counts } = (await inbox('snooze', '?count_categories=true')).body;
  expect(data).toMatchObject([{ title: 'One', read: false }, { title: 'Two' }]);
  expect(category_counts).toEqual({ [data[0].category]: counts });
});

test('what two devices do at once is all taken, and leaves counts by category that are those of the lists', async () => {
  await aUserWith('devices', ['One', 'Two', 'Three']);
  await localSystem.publish({
    workflow: 'repair-approved',
    recipients: ['devices'],
    data: repairApproved.example,
    channels: ['inbox'],
  });
  await eventually('all four are there', async () => (await inbox('devices')).body.data.length === 4);
  const ids: string[] = (await inbox('devices')).body.data.map(({ id }: { id: string }) => id);
  const body = { until: new Date(Date.now() + 3_600_000).toISOString() };
  const deeds = ['PUT snooze', 'PUT read', 'DELETE snooze', 'PUT archived', 'DELETE read', 'DELETE archived', 'PUT seen'];
  const use = async (device: number) => {
    const statuses: number[] = [];
    for (let step = 0; step < 14; step += 1) {
      const [method = '', mark] = deeds[(step * 3 + device * 2) % deeds.length]?.split(' ') ?? [];
      const path = `/v1/me/notifications/${ids[(step + device) % 3]}/${mark}`;
      statuses.push(
        (await localSystem.as('devices', method, path, mark === 'snooze' && method === 'PUT' ? { body } : {})).status,
      );
    }
    return statuses;
  };

  const statuses = (await Promise.all([use(0), use(1)])).flat();

  const { data, total_counts, category_counts } = (await inbox('devices', '?count_categories=true')).body;
  const [archived, snoozed] = [(await inbox('devices', '?archived=true')).body, (await inbox('devices', '?snoozed=true')).body];
  const all = [data, archived.data, snoozed.data].flat().map(({ id }: { id: string }) => id);
  const tallied: Record<string, number> = {};
  for (const { category, read } of data) if (!read) tallied[category] = (tallied[category] ?? 0) + 1;
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(all.sort()).toEqual([...ids].sort());
  expect(
    Object.fromEntries(Object.entries<{ unread: number }>(category_counts).map(([name, { unread }]) => [name, unread])),
  ).toEqual(tallied);
  expect(total_counts.unread).toBe(Object.values(tallied).reduce((sum, each) => sum + each, 0));
});

test('mark all read stops at what the page showed', async () => {
  await aUserWith('all', ['One', 'Two']);
  const { watermark } = (await inbox('all')).body;
  await localSystem.publish({
    workflow: 'message',
    recipients: ['all'],
    data: { title: 'Late', body: 'Hello' },
    channels: ['inbox'],
  });
  await eventually('the late one is there', async () => (await inbox('all')).body.data.length === 3);

  const marked = await localSystem.as('all', 'PUT', '/v1/me/notifications/read', { body: { through: watermark } });

  expect(marked.body.counts.unread).toBe(1);
  expect(titles((await inbox('all', '?status=unread')).body)).toEqual(['Late']);
  expect(titles((await inbox('all', '?status=read')).body)).toEqual(['Two', 'One']);
  expect(titles((await inbox('all', `?since=${watermark}`)).body)).toEqual(['Late']);
});

test('pages follow one another by cursor and by Link', async () => {
  await aUserWith('pages', ['One', 'Two', 'Three']);
  const first = await inbox('pages', '?limit=2');
  const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';

  const second = await localSystem.as('pages', 'GET', link);

  expect([titles(first.body), titles(second.body)]).toEqual([['Three', 'Two'], ['One']]);
  expect(second.body.next_cursor).toBeUndefined();
});

test("one user cannot see or touch another's notification", async () => {
  await aUserWith('owner', ['Private']);
  const id = (await inbox('owner')).body.data[0].id;

  const answers = await Promise.all([
    localSystem.as('grace', 'PUT', `/v1/me/notifications/${id}/read`),
    localSystem.as('grace', 'DELETE', `/v1/me/notifications/${id}/read`),
    localSystem.as('grace', 'PUT', `/v1/me/notifications/${id}/archived`),
  ]);

  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'not_found']));
  expect((await inbox('owner')).body.counts.unread).toBe(1);
});

test.each([
  ['no token', async () => undefined],
  ['an API key', async () => localSystem.system.keys.live],
  [
    '"alg: none"',
    async () => new UnsecuredJWT().setSubject('ada').setIssuer('bellhop').setAudience('bellhop').setExpirationTime('1h').encode(),
  ],
  ['our name under another signature', () => aTokenSignedBy('not the secret of this system at all')],
])('%s opens no inbox', async (_name, make) => {
  const token = await make();

  const { status, body } = await localSystem.call('GET', '/v1/me/notifications', token === undefined ? {} : { token });

  expect([status, body.code]).toEqual([401, 'unauthorized']);
});

test("a user's token opens nothing of the server's", async () => {
  const { status } = await localSystem.as('ada', 'GET', '/v1/users/ada');

  expect(status).toBe(401);
});

function aTokenSignedBy(secret: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ada')
    .setIssuer('bellhop')
    .setAudience('bellhop')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
}
