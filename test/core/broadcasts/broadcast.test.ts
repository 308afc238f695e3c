import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { usersPerPage } from '../../../core/broadcasts/broadcast.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import { RetryableError } from '../../../core/errors.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { readRequest } from '../../../core/publishing/read-request.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { type World, world } from '../../world.ts';

const size = 2 * usersPerPage + 50;
const users = Array.from({ length: size }, (_, n) => `user-${String(n).padStart(4, '0')}`);
const isPro = (id: string) => Number(id.slice(-4)) % 5 === 0;
const published = { workflow: 'message', audience: { all: true }, data: { title: 'We have moved', body: 'Come and see.' } };
const toPros = { ...published, audience: { where: { attribute: 'plan', equals: 'pro' } } };

async function someUsers(): Promise<World> {
  const here = world();
  for (const id of users) {
    const attributes = { plan: isPro(id) ? 'pro' : 'free' };
    await here.users.upsert(id, { email: `${id}@example.com`, attributes }, here.now());
  }
  return here;
}

function work(here: World, message: unknown) {
  const deps = { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90 };
  return ingest(message as IngestMessage, { messageId: 'm1', sentAt: new Date('2030-03-15T12:00:00Z') }, deps);
}

/** Works off the ingest queue until nothing is left on it, in the order that things were put there. */
async function drain(here: World, workOne = (message: unknown) => work(here, message)): Promise<number> {
  let longest = 0;
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain()) {
    longest = Math.max(longest, messages.length);
    for (const message of messages) await workOne(message);
  }
  return longest;
}

/** Those who have it, each as often as their inbox has. */
async function whoHasIt(here: World): Promise<string[]> {
  const found = users.map(async (userId) => {
    const state = await here.feed.state(userId, { fresh: true });
    const { items } = await here.feed.page({ userId, state, status: 'all', archived: false, limit: 10 });
    return items.map(() => userId);
  });
  return (await Promise.all(found)).flat();
}

/** The first message of a broadcast, and what asks for its request. */
async function begin(here: World, request: object) {
  await work(here, request);
  const [first] = here.ingest.drain();
  if (first?.type !== 'broadcast') throw new Error('no broadcast was published');
  return { first, read: () => readRequest({ id: first.requestId }, here) };
}

test('everybody of its audience gets it once, by the bulk queue, and never more than a page waits in front of others', async () => {
  const here = await someUsers();

  await work(here, published);
  const longest = await drain(here);

  expect(await whoHasIt(here)).toEqual(users);
  expect(longest).toBe(usersPerPage + 1);
  expect(here.email.sent).toEqual([]);
  expect(here.bulkEmail.sent).toHaveLength(size);
});

test('a condition chooses whom it goes to, and its request says how far it is and counts all of them', async () => {
  const here = await someUsers();
  const { first, read } = await begin(here, toPros);

  await work(here, first);
  await drain(here);

  const pros = users.filter(isPro);
  expect(await whoHasIt(here)).toEqual(pros);
  const { id: _, ...answer } = await read();
  expect(answer).toMatchObject({
    accepted: pros.length,
    fanned_out: true,
    broadcast: { audience: toPros.audience, cancellation_key: first.requestId, looked_at: size, state: 'done' },
    counts: { notifications: pros.length, not_dispatched: 0, messages: { inbox: { delivered: pros.length } } },
  });
});

test('pages of few fill up one part of the request, so that its first page counts as many as ever', async () => {
  const here = await someUsers();
  const { first, read } = await begin(here, { ...toPros, rate_per_minute: 30 });

  await work(here, first);
  await drain(here);

  expect((await here.requests.parts({ requestId: first.requestId, from: 0, limit: 9 })).parts).toHaveLength(1);
  expect(await read()).toMatchObject({ accepted: 50, counts: { notifications: 50 } });
});

test('no page has more than go in a minute, and the next one waits until as many may go again', async () => {
  const here = await someUsers();

  await work(here, { ...published, rate_per_minute: 90 });
  const waits: number[] = [];
  for (let [next] = here.ingest.drain(); next !== undefined; ) {
    await work(here, next);
    waits.push(here.ingest.delays.at(-1) ?? 0);
    const sent = here.ingest.drain();
    expect(sent.filter(({ type }) => type === 'notify').length).toBeLessThanOrEqual(90);
    next = sent.find(({ type }) => type === 'broadcast');
  }

  expect(waits).toEqual([60, 60, 0]);
});

test('whatever is done twice, everybody gets it once, and is counted once', async () => {
  const here = await someUsers();
  const { first, read } = await begin(here, published);

  await work(here, first);
  await work(here, first);
  await drain(here, async (message) => {
    await work(here, message);
    if ((message as { type: string }).type !== 'broadcast') await work(here, message);
  });

  expect(await whoHasIt(here)).toEqual(users);
  expect(new Set(here.bulkEmail.sent.map(({ notificationId }) => notificationId)).size).toBe(size);
  expect(await read()).toMatchObject({ accepted: size, broadcast: { looked_at: size } });
});

test.each([0, 1, 2, 3, 4])('a crash at send %d of a broadcast loses nobody', async (sendsBefore) => {
  const here = await someUsers();
  let sends = 0;
  const send: World['ingest']['send'] = async (messages, delays) => {
    if (sends++ === sendsBefore) throw new RetryableError('the function was cut off');
    return here.ingest.send(messages, delays);
  };
  const crashing = { ...here, ingest: { ...here.ingest, send } } as World;

  await work(here, published);
  await drain(here, async (message) => {
    await work(crashing, message).catch(() => work(crashing, message)); // as its queue brings it back
  });

  expect(sends).toBeGreaterThan(sendsBefore);
  expect(await whoHasIt(here)).toEqual(users);
});

test('a stop takes hold before the next page, and what had been made by then is canceled', async () => {
  const here = await someUsers();
  const { first, read } = await begin(here, published);
  await work(here, first);
  const [one, ...others] = here.ingest.drain();
  await work(here, one);
  expect(await read()).toMatchObject({ fanned_out: false, broadcast: { state: 'running', looked_at: usersPerPage } });

  await cancel({ cancellation_key: first.requestId }, here);
  expect(await read()).toMatchObject({ fanned_out: false, broadcast: { state: 'stopped' } });
  for (const message of others) await work(here, message);
  await drain(here);

  expect(await read()).toMatchObject({
    accepted: usersPerPage,
    fanned_out: true,
    broadcast: { state: 'stopped', looked_at: usersPerPage },
  });
  expect(await whoHasIt(here)).toEqual([users[0]]); // it had arrived; the rest of the page was on its way
  expect(here.bulkEmail.sent).toHaveLength(1); // and its e-mail is canceled in its queue
  expect((await here.ledger.read(here.bulkEmail.sent[0]?.notificationId ?? ''))?.messages).toMatchObject([
    { channel: 'inbox' },
    { channel: 'email', status: 'canceled' },
  ]);
});

test('who is erased before their page gets nothing, and so does who leaves the audience; who joins it gets it', async () => {
  const here = await someUsers();
  const [erased, leaves, joins] = ['user-0200', 'user-0205', 'user-0206'];
  const { first } = await begin(here, { ...toPros, rate_per_minute: 10 });

  await work(here, first);
  await here.records.close(erased ?? '', here.now());
  await here.users.upsert(leaves ?? '', { attributes: { plan: 'free' } }, here.now());
  await here.users.upsert(joins ?? '', { attributes: { plan: 'pro' } }, here.now());
  await drain(here);

  const expected = [...users.filter(isPro), joins].filter((id) => id !== erased && id !== leaves).sort();
  expect(await whoHasIt(here)).toEqual(expected);
});

test('an audience without users is a publish to nobody, whose request is there', async () => {
  const here = await someUsers();
  const { first, read } = await begin(here, { ...published, audience: { where: { attribute: 'plan', equals: 'team' } } });

  await work(here, first);

  expect(here.ingest.drain()).toEqual([]);
  expect(await read()).toMatchObject({ accepted: 0, fanned_out: true, broadcast: { looked_at: size, state: 'done' } });
});

test('a list of users that leads back ends its broadcast, and is put aside', async () => {
  const here = await someUsers();
  const [user] = (await here.userList.list({ prefix: '', limit: 1 })).users;
  const userList = { list: async () => ({ users: user === undefined ? [] : [user], next: 'user-0000' }) };
  const { first } = await begin(here, published);

  await work({ ...here, userList }, first);
  const next = here.ingest.drain().find(({ type }) => type === 'broadcast');

  await expect(work({ ...here, userList }, next)).rejects.toThrow(/do not go on/);
});
