import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { aMessage, aNotification, notificationId } from '../world.ts';
import { eventually } from './local-system.ts';
import { runBellhop } from './shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

const credentials = { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

let localSystem: SharedLocalSystem;
let sqs: SQSClient;
let count = 0;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  sqs = new SQSClient({ endpoint: localSystem.system.endpoints.queues, ...credentials });
});
afterAll(async () => {
  sqs?.destroy();
});

async function bellhop(...args: string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
  return (await runBellhop([...args, '--stage', 'local'], env)).stdout;
}

async function publishTo(email: string): Promise<string> {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: [{ id: email.split('@')[0]?.replace('+', '-'), email }],
    data: { title: 'Hello', body: 'One of many.' },
    channels: ['email'],
  });
  return body.notifications[0].id;
}

/** Enters an e-mail and queues it with digests and topics, which nothing else here does yet. */
async function queueInBulk(): Promise<string> {
  count += 1;
  const id = notificationId(`bulk ${count}`, new Date());
  const { TableName = '', BulkEmailQueueUrl } = localSystem.system.outputs;
  Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: localSystem.system.endpoints.tables, ...localAws });
  const table = openTable(TableName);
  await dynamoLedger(table).enter({
    notification: aNotification({ id, workflow: 'message', data: { title: 'Your week', body: 'It was quiet.' } }),
    messages: [aMessage({ notificationId: id })],
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  table.client.destroy();
  const MessageBody = JSON.stringify({ version: 1, notificationId: id, channel: 'email' });
  await sqs.send(new SendMessageCommand({ QueueUrl: BulkEmailQueueUrl, MessageBody }));
  return id;
}

const localAws = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
const isSent = async (id: string) => (await localSystem.outbox({ notification: id })).length === 1;

test('bulk e-mail is paused after ten bounces, other e-mail goes on, and the operator resumes it', async () => {
  const before = await queueInBulk();
  await eventually('bulk e-mail goes', () => isSent(before));
  expect(await bellhop('bulk-email', 'show')).toContain('bulk e-mail is not paused\n');

  for (let n = 1; n <= 10; n += 1) await publishTo(`bounce+${n}@simulator.amazonses.com`);
  const shown = await eventually('bulk e-mail is paused', async () => {
    const show = await bellhop('bulk-email', 'show');
    return show.startsWith('bulk e-mail is paused') && show;
  });
  expect(shown).toContain('10 bounced');

  // a worker sees the pause up to five seconds late
  const held = await eventually('bulk e-mail is held while other e-mail goes', async () => {
    const bulk = await queueInBulk();
    const other = await publishTo('grace@example.com');
    await eventually('other e-mail goes', () => isSent(other));
    return !(await isSent(bulk)) && bulk;
  });

  expect(await bellhop('bulk-email', 'resume')).toContain('bulk e-mail is resumed');
  expect(await bellhop('bulk-email', 'show')).toMatch(/^bulk e-mail is not paused\n.* 0 bounced/);
  const resumed: string[] = [];
  await eventually('bulk e-mail goes again', async () => {
    resumed.push(await queueInBulk());
    return (await Promise.all(resumed.map(isSent))).includes(true);
  });
  await eventually('what waited comes by again', () => isSent(held));

  const again = await bellhop('bulk-email', 'resume').catch((error: { stderr: string }) => error.stderr);
  expect(again).toBe('bulk e-mail is not paused\n');
});
