import { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { RetryableError } from '../../../core/errors.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { subscribersPerPage } from '../../../core/topics/fan-out-topic.ts';
import { roomOf } from '../../../core/topics/rules/room.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { type World, world } from '../../world.ts';
import { aChatConnection, putAsIs } from '../channels/chat/a-chat-connection.ts';

const topic = 'building:42';
const published = { workflow: 'message', topic, data: { title: 'Water is off', body: 'Until noon.' } };
const size = 2 * subscribersPerPage + 50;
const subscribers = Array.from({ length: size }, (_, n) => `user-${String(n).padStart(4, '0')}`);

async function aTopic(): Promise<World> {
  const here = world();
  for (const id of subscribers) {
    await here.users.upsert(id, { email: `${id}@example.com` }, here.now());
    await here.topics.subscribe({ topic, userId: id });
  }
  return here;
}

function work(here: World, message: IngestMessage) {
  const deps = { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90 };
  return ingest(message, { messageId: 'm1', sentAt: new Date('2030-03-15T12:00:00Z') }, deps);
}

/** Works off the ingest queue until nothing is left on it, in the order that things were put there. */
async function drain(here: World, workOne = (message: IngestMessage) => work(here, message)): Promise<number> {
  let longest = 0;
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain()) {
    longest = Math.max(longest, messages.length);
    for (const message of messages) await workOne(message);
  }
  return longest;
}

/** How many items each subscriber's inbox has. */
async function counts(here: World): Promise<Set<number>> {
  const unread = subscribers.map(async (userId) => {
    const state = await here.feed.state(userId, { fresh: true });
    return (await here.feed.page({ userId, state, status: 'all', archived: false, limit: 10 })).items.length;
  });
  return new Set(await Promise.all(unread));
}

test('every subscriber gets it once, and never more than a page waits in front of others', async () => {
  const here = await aTopic();

  await work(here, published);
  const longest = await drain(here);

  expect(await counts(here)).toEqual(new Set([1]));
  expect(longest).toBe(subscribersPerPage + 1);
});

test('its e-mails go by the bulk queue and delay nobody', async () => {
  const here = await aTopic();

  await work(here, published);
  await drain(here);

  expect(here.email.sent).toEqual([]);
  expect(here.bulkEmail.sent).toHaveLength(size);
  const { notification } = (await here.ledger.read(here.bulkEmail.sent[0]?.notificationId ?? '')) ?? {};
  expect(notification?.topic).toBe(topic);
});

test('whatever is done twice, each subscriber gets it once', async () => {
  const here = await aTopic();

  await work(here, published);
  await work(here, published);
  await drain(here, async (message) => {
    await work(here, message);
    if (!('type' in message) || message.type !== 'fan-out-topic' || message.after === undefined) await work(here, message);
  });

  expect(await counts(here)).toEqual(new Set([1]));
  expect(new Set(here.bulkEmail.sent.map(({ notificationId }) => notificationId)).size).toBe(size);
});

test.each([0, 1, 2, 3, 4])('a crash at send %d of the fan-out loses nobody', async (sendsBefore) => {
  const here = await aTopic();
  let sends = 0;
  const crashing = {
    ...here,
    ingest: {
      ...here.ingest,
      send: async (messages: Parameters<World['ingest']['send']>[0]) => {
        if (sends++ === sendsBefore) throw new RetryableError('the function was cut off');
        return here.ingest.send(messages);
      },
    },
  } as World;

  await work(here, published);
  await drain(here, async (message) => {
    await work(crashing, message).catch(() => work(crashing, message)); // as its queue brings it back
  });

  expect(sends).toBeGreaterThan(sendsBefore);
  expect(await counts(here)).toEqual(new Set([1]));
});

test('who leaves before their page gets nothing, who comes before it gets it, and so does everyone else', async () => {
  const here = await aTopic();
  const last = subscribers.at(-1) ?? '';
  await here.users.upsert('user-9999', {}, here.now());

  await work(here, published);
  let pages = 0;
  await drain(here, async (message) => {
    await work(here, message);
    if ('type' in message && message.type === 'fan-out-topic' && pages++ === 0) {
      await here.topics.unsubscribe({ topic, userId: last });
      await here.topics.subscribe({ topic, userId: 'user-9999' });
    }
  });

  expect((await here.feed.state('user-9999', { fresh: true })).version).toBe(1);
  expect((await here.feed.state(last, { fresh: true })).version).toBe(0);
  expect(here.bulkEmail.sent).toHaveLength(size - 1);
});

test('a topic without subscribers is a publish to nobody', async () => {
  const here = world();

  await work(here, published);
  await drain(here);

  expect(here.bulkEmail.sent).toEqual([]);
});

test.each([
  [{ ...published, recipients: ['ada'] }, '/topic'],
  [{ workflow: 'message', data: published.data }, '/recipients'],
])('a publish names recipients or a topic, one of both', (message, pointer) => {
  const { error } = IngestMessage.safeParse(message);

  expect(error?.issues.map(({ path }) => `/${path.join('/')}`)).toEqual([pointer]);
});

test('a topic whose pages lead back ends its fan-out, and is put aside', async () => {
  const here = await aTopic();
  const topics = { ...here.topics, subscribers: async () => ({ userIds: ['user-0001'], next: 'user-0001' }) };

  await work(here, published);
  const [first] = here.ingest.drain();
  await work({ ...here, topics }, first as IngestMessage);
  const [, next] = here.ingest.drain();

  await expect(work({ ...here, topics }, next as IngestMessage)).rejects.toThrow(/do not go on/);
  expect(here.ingest.drain()).toEqual([]);
});

test('a publish that is canceled midway reaches nobody on the pages that follow', async () => {
  const here = await aTopic();
  await work(here, { ...published, cancellation_key: 'water-off' });
  const [first] = here.ingest.drain();
  if (first === undefined) throw new Error('nothing was published');
  await work(here, first); // one page has gone out

  await here.cancellations.note('water-off', here.now(), new Date('2031-01-01T00:00:00Z'));
  const rest = here.ingest.drain().filter((message) => message.type === 'fan-out-topic');
  expect(rest).toHaveLength(1);
  for (const message of rest) await work(here, message);

  expect(here.ingest.drain()).toEqual([]);
});

test('its room gets it once, whatever is done again, and no list of users or experiment has it', async () => {
  const here = world();
  await putAsIs(here, { owner: roomOf(topic), connection: aChatConnection() });

  await work(here, published);
  const [message] = here.ingest.drain();
  await work(here, message as IngestMessage);
  await work(here, message as IngestMessage); // it came twice
  await drain(here);

  const [queued, ...more] = here.chat.drain();
  expect(new Set([queued, ...more].map((each) => each?.notificationId)).size).toBe(1);
  const { notification, messages } = (await here.ledger.read(queued?.notificationId ?? '')) ?? {};
  expect(notification).toMatchObject({ userId: '#building:42', topic });
  expect(messages).toMatchObject([{ channel: 'chat', status: 'queued', address: '["ops"]' }]);
  expect(notification?.explanation).toMatchObject([{ channel: 'chat', decision: 'send', because: 'the topic has a room' }]);
});

test('its room gets nothing of a publish that names other channels, and there is none without connections', async () => {
  const here = world();
  await putAsIs(here, { owner: roomOf(topic), connection: aChatConnection() });
  await work(here, { ...published, channels: ['email'] });
  await drain(here);
  await here.chatConnections.remove(roomOf(topic), 'ops', here.now());
  await work(here, published);
  await drain(here);

  expect(here.chat.drain()).toEqual([]);
});
