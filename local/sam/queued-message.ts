import { randomBytes, randomInt } from 'node:crypto';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueSettings, type SendChannel } from '../../contract/channels/channels.ts';
import { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import { localSubscription } from '../emulators/providers/push/web-push.ts';
import { clientConfig, type Endpoints } from '../endpoints.ts';
import { startFunctionProcess } from '../functions/function-process.ts';
import { NoSample, type SampleDeps, sampleOn } from './sent-email.ts';

/** A message to make: whose, on which channel, and the topic that it was published to, if any. */
export type Wanted = { user: string; channel: SendChannel; topic?: string };

/** A queue that no function works on. */
const samplesQueue = 'bellhop-samples';

/**
 * Makes a notification whose message on a channel is queued, and waits for whoever takes it: the deployed ingest function dispatches it,
 * but in a process that is sent to another queue, where the local system's own sender does not find it. Answers the notification's id.
 * @throws NoSample when the message was planned otherwise.
 */
export async function queuedMessage(wanted: Wanted, deps: SampleDeps): Promise<string> {
  const { callApi, endpoints } = deps;
  const contact = { email: `${wanted.user}@example.com`, phone: aPhoneNumber(), timezone: 'Europe/London' };
  await callApi('PUT', `/v1/users/${wanted.user}`, contact);
  if (wanted.channel === 'chat') await callApi('PUT', `/v1/users/${wanted.user}/chat-connections/sample`, aConnection);
  if (wanted.channel === 'push')
    await callApi('PUT', `/v1/users/${wanted.user}/devices`, localSubscription(wanted.user, endpoints.providers));
  return await withQueue(endpoints, async (queue) => {
    await dispatchTo(queue.url, wanted, deps);
    const body = await queue.take();
    if (body === undefined)
      throw new NoSample(`${wanted.user} gets no ${wanted.channel} now; see their notifications in the console`);
    return DeliverMessage.parse(JSON.parse(body)).notificationId;
  });
}

/** Leads to the double of Slack. */
const aConnection = { kind: 'slack', url: 'https://hooks.slack.com/services/T00000000/B00000000/sample' };

/** Of the numbers that are set aside for films; another each time, as one number gets a few SMS an hour at most. */
function aPhoneNumber(): string {
  return `+447700900${String(randomInt(1000)).padStart(3, '0')}`;
}

async function dispatchTo(
  queueUrl: string,
  { user, channel, topic }: Wanted,
  { functions, workflows }: SampleDeps,
): Promise<void> {
  const [ingest] = functions.named('ingest');
  if (!ingest) throw new Error('the template has no function "ingest"');
  const urls = Object.fromEntries(queueSettings().map((name) => [name, queueUrl]));
  const process = startFunctionProcess({ ...ingest.design, environment: { ...ingest.design.environment, ...urls } });
  try {
    const message: NotifyMessage = {
      type: 'notify',
      version: 1,
      requestId: `req_0${randomBytes(13).toString('hex').slice(1).toUpperCase()}`,
      requestedAt: new Date().toISOString(),
      ...sampleOn(channel, workflows()),
      priority: 'urgent', // no quiet hours hold it
      channels: [channel],
      test: false,
      ...(topic !== undefined && { topic }),
      userId: user,
    };
    await process.invoke({ Records: [aRecord(message)] });
  } finally {
    await process.kill();
  }
}

function aRecord(message: NotifyMessage) {
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) };
  return {
    messageId: message.requestId,
    receiptHandle: 'none',
    body: JSON.stringify(message),
    attributes,
    messageAttributes: {},
  };
}

type SampleQueue = { url: string; take(): Promise<string | undefined> };

async function withQueue<T>(endpoints: Endpoints, work: (queue: SampleQueue) => Promise<T>): Promise<T> {
  const client = new SQSClient(clientConfig(endpoints.queues));
  try {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: samplesQueue }));
    const url = `${endpoints.queues}/${QueueUrl.split('/').slice(-2).join('/')}`;
    return await work({ url, take: () => take(url, client) });
  } finally {
    client.destroy();
  }
}

async function take(QueueUrl: string, client: SQSClient): Promise<string | undefined> {
  const { Messages: [message] = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  if (message) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  return message?.Body;
}
