import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

// what AWS may hand a function, by hand, to the bundles that deploy: the same twice, too late, too early, and half a batch that fails
let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Message = { channel: string; status: string; reason?: string; provider_id?: string; attempts: number; events: Event[] };
type Event = { status: string; at: string; detail?: string };
type Answer = { batchItemFailures: { itemIdentifier: string }[] };

const data = { title: 'Twice', body: 'Once is enough.' };
let count = 0;

/** Somebody whom nobody else here has, with a number in a range of their own. */
function somebody(contact: { email?: string; phone?: string } = {}) {
  count += 1;
  return { id: `late-${count}`, email: `late-${count}@example.com`, ...contact };
}

/** A record as Lambda's poller hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function record(body: unknown, { queue = 'ingest', ageSeconds = 0, messageId = randomUUID() } = {}) {
  const sentAt = String(Date.now() - ageSeconds * 1000);
  return {
    messageId,
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a0', // of no message: the queue refuses to change it, as one that was deleted
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: sentAt,
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: {},
    md5OfBody: '098f6bcd4621d373cade4e832627b4f6',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:bellhop-local-${queue}`,
    awsRegion: 'us-east-1',
  };
}

async function work(name: string, ...Records: ReturnType<typeof record>[]): Promise<string[]> {
  const { batchItemFailures } = (await localSystem.system.invoke(name, { Records })) as Answer;
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** What SES reports, as EventBridge hands it over. */
function reported(type: string, part: Record<string, unknown>, { id, email }: { id: string; email: string }) {
  const tags = { 'ses:configuration-set': ['bellhop-local'], notification_id: [id] };
  const mail = { timestamp: new Date().toISOString(), messageId: 'ses-by-hand', destination: [email], tags };
  const envelope = {
    version: '0',
    id: randomUUID(),
    source: 'aws.ses',
    account: '000000000000',
    region: 'us-east-1',
    resources: [],
  };
  return { ...envelope, 'detail-type': type, time: mail.timestamp, detail: { eventType: type, mail, ...part } };
}

/** SNS's log of one SMS, as CloudWatch Logs hands it over. */
function receipt(messageId: string, status: 'SUCCESS' | 'FAILURE', providerResponse: string) {
  const message = JSON.stringify({ notification: { messageId }, delivery: { providerResponse }, status });
  const logEvents = [{ id: randomUUID(), timestamp: Date.now(), message }];
  const names = {
    owner: '000000000000',
    logGroup: 'sns/us-east-1/000000000000/DirectPublishToPhoneNumber/Failure',
    logStream: 's',
  };
  const batch = { messageType: 'DATA_MESSAGE', ...names, subscriptionFilters: ['bellhop'], logEvents };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

const tell = (event: unknown) => localSystem.system.invoke('record-feedback', event);

async function publish(body: Record<string, unknown>): Promise<string> {
  const { status, body: answer } = await localSystem.publish({ workflow: 'message', data, ...body });
  expect(status).toBe(202);
  return answer.notifications[0].id;
}

async function messagesOf(id: string): Promise<Message[]> {
  const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  return status === 200 ? body.messages : [];
}

const on = async (id: string, channel: string) => (await messagesOf(id)).find((message) => message.channel === channel);

function becomes(id: string, channel: string, status: string): Promise<Message> {
  return eventually(`the ${channel} of ${id} is ${status}`, async () => {
    const message = await on(id, channel);
    return message?.status === status && message;
  });
}

const statuses = ({ events }: Message) => events.map(({ status }) => status);
const sentOn = async (id: string, channel: string) => (await localSystem.outbox({ notification: id, channel })).length;

/** A user's inbox, once something has arrived. */
function inboxOf(user: string): Promise<{ id: string }[]> {
  return eventually(`${user} has something`, async () => {
    const { data } = (await localSystem.as(user, 'GET', '/v1/me/notifications')).body;
    return data.length > 0 && data;
  });
}

async function deadLetters(queue: string): Promise<number> {
  const { body } = await localSystem.local('GET', '/queues');
  return body.data.find(({ name }: { name: string }) => name === queue).dead_letters;
}

test('a publish that SQS hands over twice is one notification, and its e-mail goes once', async () => {
  const reader = somebody();
  const twice = record({ workflow: 'message', recipients: [reader], data, channels: ['inbox', 'email'] });

  expect(await work('ingest', twice)).toEqual([]);
  expect(await work('ingest', twice, twice)).toEqual([]);

  const [item] = await inboxOf(reader.id);
  const id = item?.id ?? '';
  await becomes(id, 'email', 'delivered');
  expect(await inboxOf(reader.id)).toHaveLength(1);
  expect(await sentOn(id, 'email')).toBe(1);
});

test('a delivery that SQS hands over again, twice at once, is dropped without a trace', async () => {
  const id = await publish({ recipients: [somebody()], channels: ['email'] });
  const before = await becomes(id, 'email', 'delivered');
  const again = record({ version: 1, notificationId: id, channel: 'email' }, { queue: 'email' });

  const answers = await Promise.all([work('deliver-email', again), work('deliver-email', again, again)]);

  expect(answers).toEqual([[], []]);
  expect(await sentOn(id, 'email')).toBe(1);
  expect(await on(id, 'email')).toEqual(before);
});

test('of a batch that fails in half, the good half is done once, what can never be read is put aside, and the rest comes back', async () => {
  const [ada, grace] = [somebody(), somebody()];
  const good = [ada, grace].map((reader) => record({ workflow: 'message', recipients: [reader], data, channels: ['inbox'] }));
  const unreadable = record('{"workflow": "mess');
  const wrong = record({ workflow: 'message', recipients: [somebody()], data: {} });
  const newer = record({ type: 'of-tomorrow', version: 1 });
  const newerAndOld = record({ type: 'of-tomorrow', version: 1 }, { ageSeconds: 3600 });
  const before = await deadLetters('ingest');

  const batch = [good[0], unreadable, newer, wrong, good[1], newerAndOld].filter((each) => each !== undefined);
  expect(await work('ingest', ...batch)).toEqual([newer.messageId]);
  expect(await work('ingest', newer)).toEqual([newer.messageId]);

  for (const { id } of [ada, grace]) expect(await inboxOf(id)).toHaveLength(1);
  await eventually('three are put aside', async () => (await deadLetters('ingest')) === before + 3);
});

test('a delivery of what is not there is over, and one that cannot be read does not hold up its batch', async () => {
  const id = await publish({ recipients: [somebody()], channels: ['email'] });
  await becomes(id, 'email', 'delivered');
  const good = record({ version: 1, notificationId: id, channel: 'email' }, { queue: 'email' });
  const nobody = record({ version: 1, notificationId: `ntf_${'0'.repeat(26)}`, channel: 'email' }, { queue: 'email' });
  const before = await deadLetters('email');

  expect(await work('deliver-email', nobody, record('{}', { queue: 'email' }), good)).toEqual([]);

  await eventually('one is put aside', async () => (await deadLetters('email')) === before + 1);
});

test('an event that comes before its notification, to another address or without our tag changes nothing', async () => {
  const reader = somebody();
  const id = await publish({ recipients: [reader], channels: ['email'] });
  const before = await becomes(id, 'email', 'delivered');
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [],
    timestamp: new Date().toISOString(),
  };

  expect(await tell(reported('Email Bounced', { bounce }, { id: `ntf_${'0'.repeat(26)}`, email: reader.email }))).toMatchObject({
    outcome: 'missing',
  });
  expect(await tell(reported('Email Bounced', { bounce }, { id, email: 'eve@example.com' }))).toMatchObject({
    outcome: 'foreign',
  });

  expect(await on(id, 'email')).toEqual(before);
});

test('an event that comes before SES has answered the sender resolves the e-mail, and it is not sent again', async () => {
  const reader = somebody();
  await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'timeout', count: 1 });
  const id = await publish({ recipients: [reader], channels: ['email'] });
  await becomes(id, 'email', 'sending');

  const delivery = { timestamp: new Date().toISOString() };
  expect(await tell(reported('Email Delivered', { delivery }, { ...reader, id }))).toMatchObject({ outcome: 'recorded' });

  // the sender gives up waiting, and finds that it is resolved
  const again = record({ version: 1, notificationId: id, channel: 'email' }, { queue: 'email' });
  expect(await work('deliver-email', again)).toEqual([]);
  expect(await on(id, 'email')).toMatchObject({ status: 'delivered', provider_id: 'ses-by-hand', attempts: 1 });
  expect(await sentOn(id, 'email')).toBe(0); // SES never took it here: what it says counts all the same
});

test('events that come late, twice and in the wrong order leave one line each, and the furthest status', async () => {
  const reader = somebody();
  const id = await publish({ recipients: [reader], channels: ['email'] });
  const delivered = await becomes(id, 'email', 'delivered');
  const timestamp = new Date(Date.now() + 1000).toISOString();
  const complained = reported('Email Complaint Received', { complaint: { timestamp } }, { ...reader, id });
  const sent = reported('Email Sent', {}, { ...reader, id });

  const outcomes = [];
  for (const event of [complained, sent, complained]) outcomes.push(await tell(event));

  expect(outcomes).toMatchObject([{ outcome: 'recorded' }, { outcome: 'stale' }, { outcome: 'repeated' }]);
  const message = await on(id, 'email');
  expect(message).toMatchObject({ status: 'complained', reason: 'complaint' });
  expect(message && statuses(message)).toEqual([...statuses(delivered), 'complained']);
});

test('an e-mail that bounces brings the SMS that waited for a reader, at once and once, though the bounce is told again', async () => {
  const reader = somebody({ email: 'bounce+late@simulator.amazonses.com', phone: '+447400900101' });
  const id = await publish({ workflow: repairApproved.key, data: repairApproved.example, recipients: [reader] });
  const sms = await becomes(id, 'sms', 'delivered');

  expect(statuses(sms).filter((status) => status !== 'sent')).toEqual(['scheduled', 'queued', 'sending', 'delivered']); // its receipt may be faster than the sender
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [],
    timestamp: new Date().toISOString(),
  };
  expect(await tell(reported('Email Bounced', { bounce }, { ...reader, id }))).toMatchObject({ outcome: 'recorded' });
  expect(await work('ingest', record({ type: 'fall-back', version: 1, notificationId: id, channel: 'email' }))).toEqual([]);
  await eventually('the timeline says what the user has instead', async () =>
    (await on(id, 'email'))?.events.some(({ detail }) => detail === 'the SMS has it as well'),
  );
  expect(await sentOn(id, 'sms')).toBe(1);
});

test('an SMS that SNS took and reports as failed becomes an e-mail, once, though the receipt comes three times', async () => {
  const reader = somebody({ phone: '+447700900904' }); // SNS takes it, and logs soon after that the phone is unreachable
  const id = await publish({ recipients: [reader], channels: ['sms'] });
  const { provider_id: providerId = '' } = await becomes(id, 'sms', 'failed');
  const failed = receipt(providerId, 'FAILURE', 'Phone is currently unreachable/unavailable');

  expect([await tell(failed), await tell(failed)]).toEqual([{ outcomes: ['repeated'] }, { outcomes: ['repeated'] }]);

  await becomes(id, 'email', 'delivered');
  expect([await sentOn(id, 'sms'), await sentOn(id, 'email')]).toEqual([1, 1]);
  expect(await on(id, 'sms')).toMatchObject({ status: 'failed', reason: 'unreachable' });
});
