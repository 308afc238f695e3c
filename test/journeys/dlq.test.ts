import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { aProviderEvent } from '../provider-event.ts';
import { aMessage, aNotification, notificationId } from '../world.ts';
import { eventually } from './local-system.ts';
import { runBellhop } from './shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
const givenUp = notificationId('given up');

let localSystem: SharedLocalSystem;
let sqs: SQSClient;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  sqs = new SQSClient({ endpoint: localSystem.system.endpoints.queues, region: 'us-east-1', credentials });
});
afterAll(async () => {
  sqs?.destroy();
});

async function bellhop(...args: string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
  return (await runBellhop([...args, '--stage', 'local'], env)).stdout;
}

function putDeadLetterMessage(MessageBody: string, reason: string, output = 'EmailDeadLettersUrl') {
  const MessageAttributes = { reason: { DataType: 'String', StringValue: reason } };
  return sqs.send(new SendMessageCommand({ QueueUrl: localSystem.system.outputs[output], MessageBody, MessageAttributes }));
}

async function deadLetterMessagesOf(queue: string): Promise<number> {
  return Number(new RegExp(`^${queue} +(\\d+)$`, 'm').exec(await bellhop('dlq', 'list'))?.[1]);
}

const emailOf = (id: string) => JSON.stringify({ version: 1, notificationId: id, channel: 'email' });
const mails = async (id: string) => (await localSystem.outbox({ notification: id })).length;

/** What a provider outage of hours leaves: a message that was never sent. */
async function enterGivenUp(): Promise<void> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: localSystem.system.endpoints.tables, region: 'us-east-1', credentials }),
  );
  const ledger = dynamoLedger({ name: localSystem.system.outputs.TableName ?? '', client, now: () => new Date() });
  await ledger.enter({
    notification: aNotification({ id: givenUp, workflow: 'message', data: { title: 'Late', body: 'But here.' } }),
    messages: [aMessage({ notificationId: givenUp, status: 'failed', reason: 'gave_up' })],
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  client.destroy();
}

/** The line of a replay that says how many were given back. */
function givenBack(printed: string): string {
  return /^(\d+) given back/m.exec(printed)?.[1] ?? '0';
}

test('a mixed dead-letter queue is shown, and redriving it sends what was given up and nothing twice', async () => {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: ['ada'],
    data: { title: 'Hello', body: 'Once.' },
  });
  const sent = body.notifications[0].id;
  await eventually('the e-mail is sent', async () => (await mails(sent)) === 1);
  await enterGivenUp();
  await putDeadLetterMessage(emailOf(sent), 'somebody put it here after it was sent');
  await putDeadLetterMessage(emailOf(givenUp), 'gave_up: the provider was away');
  await putDeadLetterMessage('{"to":"ada@example.com","call":"+447700900123"}', 'not a message of this queue');

  expect(await deadLetterMessagesOf('email')).toBe(3);
  const shown = await bellhop('dlq', 'show', 'email');
  expect(shown).toContain('gave_up: the provider was away');
  expect(shown).toContain('"to":"[address]","call":"[phone]"');
  expect(shown).not.toMatch(/ada@|447700900123/);

  const foretold = await bellhop('replay', '--dlq', 'email');
  expect(foretold).toContain(`would be sent  ${givenUp}`);
  expect(foretold).toMatch(new RegExp(`would change nothing  ${sent}  the e-mail is (sent|delivered)`));
  expect(foretold).toContain('3 shown; with --send they are given back');

  const redrive = async () => Number.parseInt(await bellhop('replay', '--dlq', 'email', '--send').then(givenBack), 10);
  expect(await redrive()).toBe(3); // what was shown a moment ago is not hidden
  await eventually('what was given up is sent', async () => (await mails(givenUp)) === 1);
  await eventually('the bad message is back, and is redriven again', async () => (await redrive()) === 1);
  await eventually('the bad message is back once more', async () => (await deadLetterMessagesOf('email')) === 1);

  expect(await mails(sent)).toBe(1);
  expect(await mails(givenUp)).toBe(1);
  const [message] = await eventually('it is delivered', async () => {
    const { body: story } = await localSystem.call('GET', `/v1/notifications/${givenUp}`, { key: localSystem.key() });
    return story.messages[0].status === 'delivered' && story.messages;
  });
  expect(message).toMatchObject({ channel: 'email', attempts: 1 });
});

test('missed jobs are counted and shown with the rest, and are not redriven', async () => {
  await putDeadLetterMessage('{"job":"clean-up"}', 'it failed three times', 'MissedJobsUrl');

  expect(await deadLetterMessagesOf('jobs')).toBe(1);
  expect(await bellhop('dlq', 'show', 'jobs')).toContain('it failed three times');
  await expect(bellhop('dlq', 'redrive', 'jobs')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('#missed-jobs'),
  });
});

test('a limit holds a redrive back', async () => {
  for (let n = 0; n < 3; n += 1) await putDeadLetterMessage(`no message ${n}`, 'unreadable', 'SmsDeadLettersUrl');

  expect(await bellhop('dlq', 'redrive', 'sms', '--limit', '2')).toBe('2 redriven\n');
});

test('what SES reported and nobody recorded is shown with its cause, and recorded by a redrive', async () => {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: ['ada'],
    data: { title: 'Hello', body: 'Bounce.' },
  });
  const id = body.notifications[0].id;
  await eventually('the e-mail is sent', async () => (await mails(id)) === 1);
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [],
    timestamp: new Date().toISOString(),
  };
  const event = aProviderEvent('Email Bounced', { bounce }, { tags: { notification_id: [id] } });
  const failedCall = { requestPayload: event, responsePayload: { errorMessage: 'the table was away' } };
  const put = (deadLetter: unknown) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: localSystem.system.outputs.FeedbackDeadLettersUrl,
        MessageBody: JSON.stringify(deadLetter),
      }),
    );
  await put(failedCall); // as Lambda keeps it
  await put(event); // as EventBridge does
  await put({ requestPayload: { 'detail-type': 'Email Opened' } });

  expect(await deadLetterMessagesOf('feedback')).toBe(3);
  const shown = await bellhop('dlq', 'show', 'feedback');
  expect(shown).toContain('the table was away');
  expect(shown).not.toContain('ada@');

  expect(await bellhop('dlq', 'redrive', 'feedback')).toBe('2 redriven; 1 cannot be read by this version, and stay\n');
  const { body: story } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  const email = story.messages.find(({ channel }: { channel: string }) => channel === 'email');
  expect(email).toMatchObject({ status: 'bounced', reason: 'hard_bounce' });
  expect(email.events.filter(({ detail = '' }: { detail?: string }) => detail.startsWith('bounced'))).toHaveLength(1);
});
