import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import type { AnnounceChange } from '../../../core/channels/inbox/ports/live.ts';
import { PermanentError } from '../../../core/errors.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { releaseDue } from '../../../core/scheduling/release-due.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';

const origin = { messageId: 'm1', sentAt: new Date('2030-03-15T12:00:00Z') };
const published = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };

async function aWorldWithAda(): Promise<World> {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447700900123' }, here.now());
  return here;
}

function work(here: World, message: IngestMessage, from = origin, more: { announceChange?: AnnounceChange } = {}) {
  return ingest(message, from, { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90, ...more });
}

/** Works off the ingest queue until nothing is left on it. */
async function drain(here: World, more: { announceChange?: AnnounceChange } = {}): Promise<void> {
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain()) {
    for (const message of messages) await work(here, message, origin, more);
  }
}

async function inboxOf(here: World, userId: string) {
  const state = await here.feed.state(userId, { fresh: true });
  const { items } = await here.feed.page({ userId, state, status: 'all', archived: false, limit: 100 });
  return { items, ...(await here.feed.counts(userId, state)) };
}

test('a publish on the queue shows in the inbox and is queued as e-mail', async () => {
  const here = await aWorldWithAda();

  await work(here, published);
  await drain(here);

  expect(await inboxOf(here, 'ada')).toMatchObject({
    unread: 1,
    items: [{ title: 'Hello', body: 'First.', category: 'general' }],
  });
  expect(here.email.sent).toMatchObject([{ version: 1, channel: 'email' }]);
  expect(here.sms.sent).toEqual([]);
});

test('what arrives in an inbox is announced once it is there, at once or when its time has come, and nothing else is', async () => {
  const here = await aWorldWithAda();
  const unreadWhenTold: number[] = [];
  const announceChange: AnnounceChange = async ([user]) => void unreadWhenTold.push((await inboxOf(here, user?.id ?? '')).unread);
  const sendAt = new Date(here.now().getTime() + 60_000).toISOString();

  await work(here, published, origin, { announceChange });
  await drain(here, { announceChange });
  expect(unreadWhenTold).toEqual([1]);
  await work(here, { ...published, channels: ['email'] }, { ...origin, messageId: 'm2' }, { announceChange });
  await drain(here, { announceChange });
  expect(unreadWhenTold).toEqual([1]);
  await work(here, { ...published, send_at: sendAt }, { ...origin, messageId: 'm3' }, { announceChange });
  await drain(here, { announceChange });

  expect(unreadWhenTold).toEqual([1, 2]);
});

test('an event on the bus does the same, and its replay does nothing more', async () => {
  const here = await aWorldWithAda();
  const event: IngestMessage = {
    id: 'e1',
    'detail-type': 'notification.publish',
    source: 'shop',
    time: '2030-03-15T12:00:00Z',
    detail: published,
  };

  await work(here, event);
  await drain(here);
  await work(here, event, { messageId: 'another', sentAt: new Date('2030-03-16T12:00:00Z') });
  await drain(here);

  expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
  expect(new Set(here.email.sent.map(({ notificationId }) => notificationId)).size).toBe(1);
});

test('a message that SQS delivers twice makes one notification', async () => {
  const here = await aWorldWithAda();

  await work(here, published);
  await work(here, published);
  await drain(here);

  expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
});

test('an idempotency key on the queue holds over different messages', async () => {
  const here = await aWorldWithAda();

  await work(here, { ...published, idempotency_key: 'order-7' });
  await work(here, { ...published, idempotency_key: 'order-7' }, { messageId: 'm2', sentAt: new Date('2030-03-15T13:00:00Z') });
  await drain(here);

  expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
});

test('a hundred recipients each get theirs', async () => {
  const here = world();
  const recipients = Array.from({ length: 100 }, (_, n) => ({ id: `user-${n}`, email: `user-${n}@example.com` }));

  await work(here, { ...published, recipients });
  await drain(here);

  const unread = await Promise.all(recipients.map(async ({ id }) => (await inboxOf(here, id)).unread));
  expect(unread).toEqual(recipients.map(() => 1));
  expect(here.email.sent).toHaveLength(100);
});

test('a publish that can never succeed is a permanent error and says why', async () => {
  const here = await aWorldWithAda();

  await expect(work(here, { ...published, workflow: 'nope' })).rejects.toThrow(/workflow_unknown/);
  await expect(work(here, { ...published, workflow: 'nope' })).rejects.toThrow(PermanentError);
  expect(here.ingest.sent).toEqual([]);
});

test('a publish that is larger than HTTP would take is put aside at once, by queue and by bus', async () => {
  const here = await aWorldWithAda();
  const huge = { ...published, data: { title: 'Hello', body: 'x'.repeat(256 * 1024) } };
  const event = {
    id: 'e1',
    'detail-type': 'notification.publish' as const,
    source: 'shop',
    time: here.now().toISOString(),
    detail: huge,
  };

  await expect(work(here, huge)).rejects.toThrow(/^body_too_large/);
  await expect(work(here, event)).rejects.toThrow(/^body_too_large/);
  await expect(work(here, huge)).rejects.toThrow(PermanentError);
  expect(here.ingest.sent).toEqual([]);
});

test('refused recipients are put aside with their reason while the others are accepted', async () => {
  const here = await aWorldWithAda();

  const putAside = await work(here, { ...published, recipients: ['ada', 'hopper'] }).catch((error: unknown) => error);
  await drain(here);

  expect(putAside).toMatchObject({
    message: expect.stringContaining('/recipients/1 recipient_unknown'),
    leftover: { recipients: ['hopper'] },
  });

  expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
});

test('refused recipients of what was published twice under one key get it once when both are redriven', async () => {
  const here = await aWorldWithAda();
  const twice = { ...published, recipients: ['ada', 'grace'], idempotency_key: 'order-1' };
  const leftovers: IngestMessage[] = [];
  for (const messageId of ['m1', 'm2'])
    await work(here, twice, { ...origin, messageId }).catch(({ leftover }) => leftovers.push(leftover));
  await here.users.upsert('grace', { email: 'grace@example.com' }, here.now());

  for (const [index, leftover] of leftovers.entries()) await work(here, leftover, { ...origin, messageId: `d${index}` });
  await drain(here);

  expect(leftovers).toHaveLength(2);
  expect(await inboxOf(here, 'grace')).toMatchObject({ unread: 1 });
  expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
});

test('the name of a field that nobody knows is the text of whoever published, and in no reason', async () => {
  const here = await aWorldWithAda();
  const wrong = { ...published, data: { title: 1, '0044 7911 123458': 'x', Lovelace: 'x' } };

  const { message } = (await work(here, wrong).catch((error: Error) => error)) as Error;

  expect(message).toContain('/data/title');
  expect(message).toContain('/data/[field] this field is not known');
  expect(message).not.toMatch(/7911|Lovelace/);
});

test('a skipped channel is in the ledger with its reason', async () => {
  const here = world();
  await here.users.upsert('joan', { email: 'joan@example.com' }, here.now());

  await work(here, { ...published, recipients: ['joan'], priority: 'urgent' });
  await drain(here);

  const id = here.email.sent[0]?.notificationId ?? '';
  const { messages = [], notification } = (await here.ledger.read(id)) ?? {};
  expect(messages.map(({ channel, status, reason }) => [channel, status, reason]).sort()).toEqual([
    ['email', 'queued', undefined],
    ['inbox', 'delivered', undefined],
    ['sms', 'skipped', 'no_address'],
  ]);
  expect(notification?.explanation).toHaveLength(3);
});

test('a user who is gone before dispatch gets nothing, and nothing fails', async () => {
  const here = await aWorldWithAda();
  await work(here, published);
  const elsewhere = world();

  for (const message of here.ingest.drain()) await work(elsewhere, message);

  expect(elsewhere.email.sent).toEqual([]);
});

test('an SMS to a country that is not allowed is skipped, and an e-mail goes in its place', async () => {
  const here = world();
  await here.users.upsert('marie', { email: 'marie@example.com', phone: '+33612345678' }, here.now());

  await work(here, { ...published, recipients: ['marie'], channels: ['sms'] });
  await drain(here);

  expect(here.sms.sent).toEqual([]);
  const { messages = [] } = (await here.ledger.read(here.email.sent[0]?.notificationId ?? '')) ?? {};
  expect(messages.map(({ channel, status, reason }) => [channel, status, reason])).toEqual([
    ['sms', 'skipped', 'country_blocked'],
    ['email', 'queued', undefined],
  ]);
});

test('without an e-mail address it is in the inbox', async () => {
  const here = world();
  await here.users.upsert('marie', { phone: '+33612345678' }, here.now());

  await work(here, { ...published, recipients: ['marie'], channels: ['sms'] });
  await drain(here);

  expect(await inboxOf(here, 'marie')).toMatchObject({ unread: 1, items: [{ title: 'Hello' }] });
});

describe.each<[string, (here: World, request: typeof published) => Promise<unknown>]>([
  [
    'by HTTP',
    (here, request) =>
      acceptPublish({ request, apiKey: anApiKey(), keyHeader: undefined }, { ...here, workflows: workflowByKey }),
  ],
  ['on the queue', (here, request) => work(here, request)],
  [
    'on the bus',
    (here, detail) =>
      work(here, { id: 'e1', 'detail-type': 'notification.publish', source: 'shop', time: origin.sentAt.toISOString(), detail }),
  ],
])('what is published %s with a time to send', (_, publish) => {
  const request = (send_at: string, more = {}) => ({ ...published, send_at, cancellation_key: 'order-7', ...more });
  const dispatchAll = async (here: World) => {
    for (const message of here.ingest.drain()) await work(here, message);
  };

  test('is held until its second, and then arrives once', async () => {
    const here = await aWorldWithAda();
    await publish(here, request('2030-03-15T12:10:00.500Z'));
    await dispatchAll(here);
    expect(here.ingest.sent.filter(({ type }) => type === 'release')).toHaveLength(1);
    expect(here.ingest.delays.at(-1)).toBe(601);
    expect([(await inboxOf(here, 'ada')).unread, here.email.sent]).toEqual([0, []]);

    here.at('2030-03-15T12:10:01Z');
    const releases = here.ingest.drain();
    for (const message of [...releases, ...releases]) await work(here, message);

    expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1, items: [{ title: 'Hello' }] });
    expect(new Set(here.email.sent.map(({ notificationId }) => notificationId)).size).toBe(1);
  });

  test('is found by the sweep when it is held for longer', async () => {
    const here = await aWorldWithAda();
    await publish(here, request('2030-03-15T13:00:00Z'));
    await dispatchAll(here);
    expect(here.ingest.drain()).toEqual([]);

    const at = new Date('2030-03-15T12:55:00Z');
    here.at(at);
    expect(await releaseDue({ at, remainingMs: () => 60_000, save: async () => {} }, here)).toMatchObject({ count: 1 });
    expect(here.ingest.delays.at(-1)).toBe(300);
    here.at('2030-03-15T13:00:00Z');
    await dispatchAll(here);

    expect(await inboxOf(here, 'ada')).toMatchObject({ unread: 1 });
  });

  test('is canceled by its key while it is held', async () => {
    const here = await aWorldWithAda();
    await publish(here, request('2030-03-15T12:10:00Z'));
    await dispatchAll(here);

    expect(await cancel({ cancellation_key: 'order-7' }, here)).toMatchObject({ canceled: [{}], too_late: [] });

    here.at('2030-03-15T12:10:00Z');
    await dispatchAll(here);
    expect([(await inboxOf(here, 'ada')).unread, here.email.sent]).toEqual([0, []]);
  });

  test('is refused, and not held, when it has expired by then', async () => {
    const here = await aWorldWithAda();
    const late = request('2030-03-15T13:00:00Z', { expires_at: '2030-03-15T12:30:00Z' });

    await expect(publish(here, late)).rejects.toThrow(/expires_at/);

    expect(here.ingest.sent).toEqual([]);
  });
});
