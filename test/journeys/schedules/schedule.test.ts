import { hasEnded } from '../has-ended.ts';
import { type Answer, eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

type Message = { channel: string; status: string; reason?: string; due_at?: string };

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const hour = 3_600_000;
const inOneHour = () => new Date(Date.now() + hour).toISOString();
const hello = (title: string, more: Record<string, unknown> = {}) => ({
  workflow: 'message',
  recipients: ['ada'],
  data: { title, body: 'Hello' },
  ...more,
});

async function publish(body: Record<string, unknown>): Promise<string> {
  const answer = await localSystem.publish(body);
  if (answer.status !== 202) throw new Error(`a publish was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.notifications[0].id;
}

function read(id: string): Promise<Answer> {
  return localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
}

function cancel(body: Record<string, unknown>): Promise<Answer> {
  return localSystem.call('POST', '/v1/notifications/cancel', { key: localSystem.key(), body });
}

function dispatched(id: string, is: (messages: Message[]) => boolean = () => true) {
  return eventually(`${id} is dispatched, and as it should be`, async () => {
    const { status, body } = await read(id);
    return status === 200 && is(body.messages) && body;
  });
}

async function inboxOf(user: string): Promise<{ id: string }[]> {
  return (await localSystem.as(user, 'GET', '/v1/me/notifications')).body.data;
}

test('what is scheduled waits for its second, the inbox item too, and then arrives once', async () => {
  const sendAt = new Date(Date.now() + 4000);
  const id = await publish(hello('In a moment', { send_at: sendAt.toISOString() }));

  const story = await dispatched(id, (messages) => messages.every(hasEnded));

  const { events } = story.messages.find(({ channel }: Message) => channel === 'inbox');
  expect(story.send_at).toBe(sendAt.toISOString());
  expect(events.at(-1).status).toBe('delivered');
  expect(new Date(events.at(-1).at) >= sendAt).toBe(true);
  const sent = await localSystem.outbox({ notification: id });
  expect(sent).toHaveLength(1);
  expect(new Date(sent[0].sent_at) >= sendAt).toBe(true);
  expect((await inboxOf('ada')).filter((item) => item.id === id)).toHaveLength(1);
});

test('what is canceled in time never goes out, whatever runs afterwards', async () => {
  const sendAt = inOneHour();
  const overrides = { send_at: sendAt, cancellation_key: 'repair:R-1' };
  const ids = await Promise.all([publish(hello('One', overrides)), publish(hello('Two', overrides))]);
  for (const id of ids) await dispatched(id, (messages) => messages.every(({ status }) => status === 'scheduled'));

  const { status, body } = await cancel({ cancellation_key: 'repair:R-1' });

  expect(status).toBe(200);
  expect(body.too_late).toEqual([]);
  expect(body.canceled.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());
  await localSystem.run('release-due', sendAt);
  for (const id of ids) {
    expect((await read(id)).body.messages.map(({ status, reason }: Message) => [status, reason])).toEqual([
      ['canceled', 'canceled'],
      ['canceled', 'canceled'],
    ]);
    expect(await localSystem.outbox({ notification: id })).toEqual([]);
  }
});

test('what was sent is too late to cancel, and is told so', async () => {
  const id = await publish(hello('Gone'));
  await dispatched(id, (messages) => messages.every(hasEnded));

  const { body } = await cancel({ id });

  expect(body).toEqual({ canceled: [], too_late: [{ id, channels: expect.arrayContaining(['email', 'inbox']) }] });
});

test('quiet hours hold the e-mail and not the inbox item, and let it go when they end', async () => {
  const clock = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16);
  await localSystem.call('PUT', '/v1/users/nell', {
    key: localSystem.key(),
    body: { email: 'nell@example.com', timezone: 'UTC' },
  });
  const quiet_hours = { start: clock(-2 * hour), end: clock(2 * hour) };
  const patched = await localSystem.call('PATCH', '/v1/users/nell/preferences', {
    key: localSystem.key(),
    body: { quiet_hours },
  });
  expect(patched.status).toBe(200);

  const id = await publish(hello('Good night', { recipients: ['nell'] }));
  const held = await dispatched(id);
  expect((await inboxOf('nell')).map((item) => item.id)).toEqual([id]);
  const { due_at: dueAt = '', status } = held.messages.find(({ channel }: Message) => channel === 'email');
  expect(status).toBe('scheduled');
  expect(dueAt.slice(11, 16)).toBe(quiet_hours.end);
  expect(await localSystem.outbox({ notification: id })).toEqual([]);

  // the user's night is over for this run: preferences are what they are when it is released
  await localSystem.call('PATCH', '/v1/users/nell/preferences', { key: localSystem.key(), body: { quiet_hours: null } });
  await localSystem.run('release-due', dueAt);

  await dispatched(id, (messages) => messages.every(hasEnded));
  expect(await localSystem.outbox({ notification: id })).toHaveLength(1);
});

test('what expires before its night ends has expired, and says so', async () => {
  const clock = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16);
  await localSystem.call('PUT', '/v1/users/otto', {
    key: localSystem.key(),
    body: { email: 'otto@example.com', timezone: 'UTC' },
  });
  const quiet_hours = { start: clock(-2 * hour), end: clock(3 * hour) };
  await localSystem.call('PATCH', '/v1/users/otto/preferences', { key: localSystem.key(), body: { quiet_hours } });

  const id = await publish(hello('Lunch is ready', { recipients: ['otto'], expires_at: inOneHour() }));

  const { messages } = await dispatched(id);
  const email = messages.find(({ channel }: Message) => channel === 'email');
  expect(email).toMatchObject({ status: 'expired', reason: 'expired' });
  expect(email.events[0].detail).toContain('quiet hours');
});

test('the local system lists what was planned last, and why what waits is held', async () => {
  const id = await publish(hello('Listed', { recipients: ['nell'], send_at: inOneHour() }));
  await dispatched(id);

  const recent = (await localSystem.local('GET', '/recent')).body.data;
  const waiting = (await localSystem.local('GET', '/waiting')).body.data;
  const due = (await localSystem.local('GET', '/due/now')).body;

  expect(recent.find((one: { id: string }) => one.id === id)).toMatchObject({
    user: 'nell',
    title: 'Listed',
    messages: expect.arrayContaining([expect.objectContaining({ channel: 'email', status: 'scheduled' })]),
  });
  expect(recent.map(({ created_at }: { created_at: string }) => created_at)).toEqual(
    recent
      .map(({ created_at }: { created_at: string }) => created_at)
      .toSorted()
      .reverse(),
  );
  const inList = waiting.find((one: { id: string }) => one.id === id);
  expect(due.data.find((one: { id: string }) => one.id === id)).toEqual(inList); // what needs no scan says the same
  expect(new Date(due.through).getTime()).toBeGreaterThan(new Date(inOneHour()).getTime() - 300_000);
  expect(inList.channels).toContainEqual(
    expect.objectContaining({
      channel: 'email',
      held_for: 'send_at',
      because: expect.stringContaining('the publish gave this time'),
    }),
  );
  expect((await localSystem.local('GET', '/paused')).body.data).toEqual([]);
});

test('times that contradict each other are refused, with their places', async () => {
  const { status, body } = await localSystem.publish(
    hello('Never', { send_at: inOneHour(), expires_at: new Date(Date.now() + hour / 2).toISOString() }),
  );

  expect([status, body.code]).toEqual([422, 'schedule_invalid']);
  expect(body.errors).toMatchObject([{ pointer: '/expires_at' }]);
});
