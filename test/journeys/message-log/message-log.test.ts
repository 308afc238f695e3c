import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Listed = { id: string; user: string; channels: { channel: string; status: string; reason?: string }[] };

const bouncing = 'bounce+log@simulator.amazonses.com';

function get(path: string) {
  return localSystem.call('GET', path, { key: localSystem.key() });
}

async function list(query: Record<string, string> = {}): Promise<Listed[]> {
  const { status, body } = await get(`/v1/notifications?${new URLSearchParams(query)}`);
  expect({ status, problem: body.detail }).toEqual({ status: 200, problem: undefined });
  return body.data;
}

async function send(user: string, email: string, more: Record<string, unknown> = {}): Promise<{ id: string; request: string }> {
  const { status, body } = await localSystem.publish({
    workflow: 'message',
    recipients: [{ id: user, email }],
    data: { title: 'Hello', body: 'There is news.' },
    channels: ['email'],
    ...more,
  });
  expect(status).toBe(202);
  return { id: body.notifications[0].id, request: body.id };
}

/** The notification in the list, once its e-mail has come to this status. */
function listed(id: string, status: string, query: Record<string, string>): Promise<Listed> {
  return eventually(`${id} is listed as ${status}`, async () => {
    const found = (await list(query)).find((each) => each.id === id);
    return found?.channels.some((each) => each.status === status) && found;
  });
}

test('an address that bounced finds its notifications, and its owner', async () => {
  const { id } = await send('log-ada', bouncing);
  await send('log-grace', 'log-grace@example.com');

  const found = await listed(id, 'bounced', { address: 'Bounce+Log@simulator.amazonses.com' });

  expect(found.user).toBe('log-ada');
  expect(found.channels).toContainEqual({ channel: 'email', status: 'bounced', reason: 'hard_bounce' }); // and the inbox in its place
  const { timeline } = (await get(`/v1/notifications/${id}`)).body;
  expect(timeline.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['accepted', 'planned', 'queued', 'sending', 'bounced']),
  );
  expect(timeline.findLast(({ type }: { type: string }) => type === 'bounced').text).toContain('the address does not exist');
  expect(await list({ address: bouncing })).toHaveLength(1);
  expect(await list({ address: 'nobody@example.com' })).toEqual([]);
  const suppressed = await eventually('it is suppressed', async () => {
    const { body } = await get('/v1/suppressions?reason=bounce');
    return body.data.length > 0 && body.data;
  });
  expect(suppressed).toMatchObject([{ address: bouncing, reason: 'bounce' }]);
  expect((await get('/v1/suppressions?reason=complaint')).body.data).toEqual([]);
});

test('a notification is listed by each of its features, and by none that it has not', async () => {
  const { id, request } = await send('log-hopper', 'log-hopper@example.com', { cancellation_key: 'log:1' });
  await listed(id, 'delivered', {});
  const created = (await get(`/v1/notifications/${id}`)).body.created_at;
  const before = new Date(new Date(created).getTime() - 60_000).toISOString();

  const has = {
    user: 'log-hopper',
    workflow: 'message',
    category: 'general',
    channel: 'email',
    status: 'delivered',
    test: 'false',
  };
  for (const [name, value] of Object.entries({ ...has, cancellation_key: 'log:1', request, since: created }))
    expect({ name, ids: (await list({ user: 'log-hopper', [name]: value })).map((each) => each.id) }).toEqual({
      name,
      ids: [id],
    });
  const hasNot = {
    user: 'nobody',
    workflow: 'repair-approved',
    category: 'repairs',
    channel: 'sms',
    status: 'bounced',
    test: 'true',
  };
  for (const [name, value] of Object.entries({ ...hasNot, cancellation_key: 'log:2', topic: 'log:1', until: before }))
    expect({ name, found: await list({ user: 'log-hopper', [name]: value }) }).toEqual({ name, found: [] });
  expect((await get('/v1/users/log-hopper/notifications')).body.data).toMatchObject([{ id, user: 'log-hopper' }]);
  expect(await get('/v1/notifications?colour=red')).toMatchObject({ status: 400, body: { code: 'query_invalid' } });
});

test('a list is read page by page to its end, newest first, while new notifications arrive', async () => {
  const since = new Date().toISOString();
  const ids: string[] = [];
  for (let number = 0; number < 5; number += 1) ids.push((await send(`log-${number}`, `log-${number}@example.com`)).id);
  await eventually('all of them are listed', async () => (await list({ since })).length === ids.length);

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await get(`/v1/notifications?since=${since}&limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.data.map((each: Listed) => each.id));
    cursor = body.next_cursor;
    const { id } = await send('log-late', 'log-late@example.com');
    await listed(id, 'delivered', { user: 'log-late' });
  } while (cursor !== undefined);

  expect(seen).toEqual(ids.toReversed());
});

test('a lifted address gets again what bounced, once, and what has arrived only on request', async () => {
  const address = 'bounce+again@simulator.amazonses.com';
  const { id } = await send('again-ada', address);
  await listed(id, 'bounced', { user: 'again-ada' });
  await localSystem.call('PUT', '/v1/users/again-ada', { key: localSystem.key(), body: { email: 'again-ada@example.com' } });
  const post = (path: string, body: object, headers = {}) =>
    localSystem.call('POST', `/v1/notifications${path}`, { key: localSystem.key(), body, headers });

  const answer = await post(`/${id}/resend`, {});
  const { body: second } = await eventually('it was sent again', async () => {
    const found = await get(`/v1/notifications/${answer.body.notification}`);
    return found.body.messages?.[0]?.status === 'delivered' && found;
  });

  expect(answer).toMatchObject({ status: 202, body: { resent_from: id, channels: ['email'] } });
  expect(second).toMatchObject({ resent_from: id, messages: [{ channel: 'email' }] });
  expect((await get(`/v1/notifications/${id}`)).body.timeline.at(-1).text).toContain(second.id);
  expect(await post(`/${id}/resend`, {})).toMatchObject({ status: 409, body: { code: 'nothing_to_resend' } });
  expect(await post(`/${id}/resend`, { channels: ['email'] })).toMatchObject({
    status: 409,
    body: { code: 'resend_unconfirmed' },
  });
  expect(await localSystem.outbox({ to: 'again-ada@example.com' })).toHaveLength(1);
});

test('a replay says first what it would send, and then sends that, once', async () => {
  const sent = await Promise.all(
    [1, 2].map((number) => send(`replay-${number}`, `bounce+replay${number}@simulator.amazonses.com`)),
  );
  for (const { id } of sent) await listed(id, 'bounced', { request: sent.find((each) => each.id === id)?.request ?? '' });
  for (const number of [1, 2])
    await localSystem.call('PUT', `/v1/users/replay-${number}`, {
      key: localSystem.key(),
      body: { email: `replay-${number}@example.com` },
    });
  const replay = (body: object) => localSystem.call('POST', '/v1/notifications/replay', { key: localSystem.key(), body });
  const created = (await get(`/v1/notifications/${sent[0]?.id}`)).body.created_at;
  const since = new Date(new Date(created).getTime() - 1_000).toISOString();
  const filter = { workflow: 'message', status: 'bounced', since };

  const dry = await eventually('both are found', async () => {
    const { body } = await replay({ filter, dry_run: true });
    return body.count >= 2 && body;
  });
  const { filter: fixed, confirmation } = dry;
  const done = await replay({ filter: fixed, confirmation });
  const repeated = await replay({ filter: fixed, confirmation });
  for (const number of [1, 2])
    await eventually(
      `it is in mailbox ${number}`,
      async () => (await localSystem.outbox({ to: `replay-${number}@example.com` })).length > 0,
    );

  expect(done).toMatchObject({ status: 202, body: { dry_run: false, count: dry.count } });
  expect(done.body.notifications.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(sent.map(({ id }) => id)));
  expect(repeated.body.count).toBeLessThanOrEqual(dry.count);
  for (const number of [1, 2]) expect(await localSystem.outbox({ to: `replay-${number}@example.com` })).toHaveLength(1);
  expect(await replay({ filter: fixed, confirmation: `9.${'0'.repeat(32)}` })).toMatchObject({
    body: { code: 'confirmation_invalid' },
  });
});

test('users are found by how their ids begin, topics and who is subscribed by name, workflows with their schema', async () => {
  for (const id of ['list-ada', 'list-grace', 'other'])
    await localSystem.call('PUT', `/v1/users/${id}`, { key: localSystem.key(), body: { locale: 'en-GB' } });
  await localSystem.call('PUT', '/v1/topics/log:1/subscriptions/list-ada', { key: localSystem.key() });

  const users = await eventually('they are listed', async () => {
    const { body } = await get('/v1/users?prefix=list-');
    return body.data.length === 2 && body.data;
  });
  expect(users).toMatchObject([{ id: 'list-ada' }, { id: 'list-grace' }]);
  expect((await get('/v1/topics')).body).toEqual({ data: [{ topic: 'log:1' }] });
  expect((await get('/v1/topics/log:1/subscriptions')).body).toEqual({ data: [{ user: 'list-ada' }] });
  expect((await get('/v1/workflows')).body.data).toContainEqual(
    expect.objectContaining({
      key: 'message',
      payload: expect.objectContaining({ type: 'object', required: ['title', 'body'] }),
    }),
  );
});
