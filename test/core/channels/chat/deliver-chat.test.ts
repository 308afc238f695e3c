import { deliverChat } from '../../../../core/channels/chat/deliver-chat.ts';
import type { ChatConnection } from '../../../../core/channels/chat/ports/chat-connections.ts';
import type { NotificationRecord } from '../../../../core/delivery/ports/records.ts';
import { RetryableError } from '../../../../core/errors.ts';
import { roomOf } from '../../../../core/topics/rules/room.ts';
import { workflowByKey } from '../../../../workflows/workflow-by-key.ts';
import { aMessage, aNotification, notificationId, type World, world } from '../../../world.ts';
import { aChatConnection, putAsIs, slackUrl } from './a-chat-connection.ts';

const expiresAt = new Date('2031-01-01T00:00:00Z');
const id = notificationId('n1');

/** A world with a chat message that waits, to these connections of ada or of a room. */
async function aScene(connections: Partial<ChatConnection>[] = [{}], owner = 'ada', change: Partial<NotificationRecord> = {}) {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  for (const each of connections) await putAsIs(here, { owner, connection: aChatConnection(each) });
  const address = JSON.stringify(connections.map((each) => each.id ?? 'ops'));
  const data = { title: 'Disk full', body: 'On db-1.', url: 'https://app.example.com/db-1' };
  const explanation = [{ channel: 'chat' as const, decision: 'send' as const, because: 'asked for' }];
  const notification = aNotification({ id, userId: owner, workflow: 'message', data, explanation, ...change });
  await here.ledger.enter({ notification, messages: [aMessage({ channel: 'chat', address })], expiresAt });
  return here;
}

const measured: string[] = [];
beforeEach(() => measured.splice(0));

function deliver(here: World) {
  const durations = {
    leaseSeconds: 60,
    ambiguousWaitSeconds: 120,
    retryWindowSeconds: 3600,
    pauseSeconds: 900,
    patienceSeconds: 10,
  };
  const measure = (name: string) => void measured.push(name);
  const deps = { ...here, ...durations, workflows: workflowByKey, secret: here.signingSecret, measure };
  return deliverChat({ version: 1, notificationId: id, channel: 'chat' }, deps);
}

const messageOf = async (here: World) => (await here.ledger.read(id))?.messages.find(({ channel }) => channel === 'chat');
const kindsOf = (here: World) => here.chatProviders.posted.map(({ kind }) => kind);
const two = [{ id: 'ops' }, { id: 'dev', kind: 'discord' as const, url: 'https://discord.com/api/webhooks/1/x' }];

test('is posted once by each connection, in the words of its workflow', async () => {
  const here = await aScene(two);

  expect(await deliver(here)).toBe('sent');
  expect(await deliver(here)).toBe('finished-before');
  expect(kindsOf(here)).toEqual(['slack', 'discord']);
  const [posted] = here.chatProviders.posted;
  expect(posted).toMatchObject({ url: slackUrl, copy: { title: 'Disk full', body: 'On db-1.' }, origin: { notificationId: id } });
  const message = await messageOf(here);
  expect(message).toMatchObject({ status: 'sent', outcomes: { ops: 'sent', dev: 'sent' }, providerId: 'slack-1' });
  expect(message?.events.at(-1)?.detail).toBe('posted by "ops" (Slack); posted by "dev" (Discord)');
});

test('goes on with who has not had it, after as long as the service wants, and nobody gets it twice', async () => {
  const here = await aScene(two);
  here.chatProviders.answerNext(
    { outcome: 'sent', providerId: 's1' },
    { outcome: 'not-now', because: 'throttled', detail: 'Discord 429', afterSeconds: 7 },
  );

  await expect(deliver(here)).rejects.toMatchObject({ afterSeconds: 7, stopBatch: false });
  expect(await messageOf(here)).toMatchObject({ status: 'queued', outcomes: { ops: 'sent' } });
  here.pass(3);
  await expect(deliver(here)).rejects.toMatchObject({ afterSeconds: 4 }); // nobody asks before
  here.pass(5);

  expect(await deliver(here)).toBe('sent');
  expect(kindsOf(here)).toEqual(['slack', 'discord', 'discord']);
});

test('does not go again where nobody can say whether it arrived, and goes to the others', async () => {
  const here = await aScene(two);
  here.chatProviders.answerNext({ outcome: 'unknown', detail: 'no answer in time' });

  expect(await deliver(here)).toBe('sent');
  expect(await messageOf(here)).toMatchObject({ status: 'sent', outcomes: { ops: 'doubt', dev: 'sent' } });
});

test('has reached its user when one connection had it and the time of the others is over', async () => {
  const here = await aScene(two, 'ada', { goodUntil: new Date('2030-03-15T12:01:00.000Z') });
  here.chatProviders.answerNext(
    { outcome: 'sent', providerId: 's1' },
    { outcome: 'not-now', because: 'unavailable', detail: 'Discord 503', afterSeconds: 90 },
  );
  await deliver(here).catch(() => {});
  here.pass(90);

  expect(await deliver(here)).toBe('sent');
  expect(await messageOf(here)).toMatchObject({ status: 'sent', outcomes: { ops: 'sent' } });
  expect(kindsOf(here)).toEqual(['slack', 'discord']);
});

test('is unknown when its only connection gave no answer, and stays so', async () => {
  const here = await aScene();
  here.chatProviders.answerNext({ outcome: 'unknown', detail: 'no answer in time' });

  await expect(deliver(here)).rejects.toBeInstanceOf(RetryableError);
  here.pass(121);

  expect(await deliver(here)).toBe('gave-up-ambiguous');
  expect(await messageOf(here)).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
  expect(kindsOf(here)).toEqual(['slack']);
});

test('a crash after a post leaves that connection in doubt, and only that one', async () => {
  const here = await aScene(two);
  const crash = {
    ...here,
    chatProviders: { ...here.chatProviders, discord: { post: () => Promise.reject(new Error('crash')) } },
  };
  const ledger = { ...here.ledger, step: async () => Promise.reject(new Error('crash')) };
  await deliver({ ...crash, ledger: { ...ledger, take: here.ledger.take } } as never).catch(() => {});
  here.pass(61);
  await deliver(here).catch(() => {}); // its lease has run out
  here.pass(121);

  expect(await deliver(here)).toBe('sent');
  expect(kindsOf(here)).toEqual(['slack']); // discord may have had it
  expect(await messageOf(here)).toMatchObject({ outcomes: { ops: 'sent' } });
});

test('a connection that is gone is taken off its user, and the message looks for another channel when it was the last', async () => {
  const here = await aScene();
  here.chatProviders.answerNext({ outcome: 'gone', detail: 'Slack says no_service' });

  expect(await deliver(here)).toBe('rejected');
  expect(await messageOf(here)).toMatchObject({ status: 'failed', reason: 'connection_gone' });
  expect((await messageOf(here))?.events.at(-1)?.detail).toContain('"ops" (Slack) is removed');
  expect((await here.users.getMany(['ada'])).get('ada')).not.toHaveProperty('chat_connections');
  expect(await here.chatConnections.list('ada')).toMatchObject([{ id: 'ops', goneBecause: 'Slack says no_service' }]);
  expect(here.ingest.drain()).toMatchObject([{ type: 'fall-back', channel: 'chat' }]);
  expect(measured).toEqual([]);
});

test("a room's that is gone calls a person", async () => {
  const here = await aScene([{}], roomOf('building:42'));
  here.chatProviders.answerNext({ outcome: 'gone', detail: 'Slack says no_service' });

  await deliver(here);

  expect(measured).toEqual(['ChatRoomsGone']);
});

test('waits untouched while its connection is in use, and says for how long only where the service said so', async () => {
  const here = await aScene();
  await here.chatConnections.takeTurn('ada', 'ops', 1, here.now());

  const waits = await deliver(here).catch((error: RetryableError) => error);

  expect(waits).toMatchObject({ afterSeconds: undefined, stopBatch: false });
  expect(await messageOf(here)).toMatchObject({ status: 'queued', attempts: 0 });
});

test('a webhook of the owner is signed with a secret of its own', async () => {
  const here = await aScene([{ kind: 'webhook', url: 'https://app.example.com/hook' }]);

  await deliver(here);

  expect(here.chatProviders.posted[0]?.secret).toHaveLength(32);
});

test('no URL is in what is kept of a message', async () => {
  const here = await aScene(two);
  here.chatProviders.answerNext({ outcome: 'rejected', reason: 'provider_rejected', detail: 'Slack invalid_payload' });

  await deliver(here);

  expect(JSON.stringify(await here.ledger.read(id))).not.toMatch(/hooks\.slack|discord\.com/);
});
