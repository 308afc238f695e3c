import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Queues, startQueues } from '../../../local/emulators/queues.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { claimPorts } from '../../../local/ports.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { aTemplate, place } from '../a-template.ts';
import { isFreeBeyondLoopback } from '../listening.ts';
import { rawRequest } from '../raw-request.ts';

const { queues: designs } = readTemplate(aTemplate(), place);
const dataFolder = scratchFolder();
let port: number;
let queues: Queues;
let client: SQSClient;
const urlOf = (name: string) => `http://127.0.0.1:${port}/000000000000/${name}`;

beforeAll(async () => {
  port = (await claimPorts(0)).queues;
  queues = await startQueues({ port, dataFolder, queues: designs });
  client = new SQSClient(clientConfig(`http://127.0.0.1:${port}`));
});

afterAll(async () => {
  client.destroy();
  await queues.stop();
});

async function receive(name: string) {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), WaitTimeSeconds: 2 }));
  return Messages[0];
}

test('a queue has the attributes of the template, and its URL leads to it', async () => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: urlOf('test-Work'), AttributeNames: ['All'] }),
  );

  expect(Attributes).toMatchObject({ VisibilityTimeout: '1', RedrivePolicy: expect.stringContaining('test-Dead') });
});

test('a message that was received too often becomes a dead-letter message', async () => {
  await client.send(new SendMessageCommand({ QueueUrl: urlOf('test-Work'), MessageBody: 'unreadable' }));

  await receive('test-Work');
  await receive('test-Work'); // once it is visible again
  const third = await receive('test-Work');

  expect(third).toBeUndefined();
  expect(queues.state('test-Dead')).toMatchObject({ waiting: 1, inFlight: 0 });
});

test('a visibility timeout of 0 shows a message again at once', async () => {
  await client.send(new SendMessageCommand({ QueueUrl: urlOf('test-Dead'), MessageBody: 'looked at' }));
  const taken = await client.send(new ReceiveMessageCommand({ QueueUrl: urlOf('test-Dead'), MaxNumberOfMessages: 10 }));

  for (const { ReceiptHandle } of taken.Messages ?? [])
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: urlOf('test-Dead'), ReceiptHandle, VisibilityTimeout: 0 }));

  expect(taken.Messages?.length).toBeGreaterThan(0);
  expect(queues.state('test-Dead')).toMatchObject({ waiting: taken.Messages?.length, inFlight: 0 });
});

test('counts are exact, and messages survive a restart', async () => {
  await client.send(new SendMessageCommand({ QueueUrl: urlOf('test-Work'), MessageBody: 'one' }));
  await client.send(new SendMessageCommand({ QueueUrl: urlOf('test-Work'), MessageBody: 'two' }));
  await client.send(new SendMessageCommand({ QueueUrl: urlOf('test-Work'), MessageBody: 'later', DelaySeconds: 60 }));
  const taken = await receive('test-Work');

  expect(queues.state('test-Work')).toMatchObject({ waiting: 1, inFlight: 1, delayed: 1, oldestAgeSeconds: expect.any(Number) });

  await queues.stop();
  queues = await startQueues({ port, dataFolder, queues: designs });
  await client.send(new DeleteMessageCommand({ QueueUrl: urlOf('test-Work'), ReceiptHandle: taken?.ReceiptHandle }));
  expect(queues.state('test-Work')).toMatchObject({ waiting: 1, inFlight: 0, delayed: 1 });
});

test('the emulator listens on loopback only', async () => {
  await expect(isFreeBeyondLoopback(port)).resolves.toBe(true);
});

test.each([
  ['an Origin', { origin: 'https://evil.example' }],
  ['an Origin of no one', { origin: 'null' }],
  ['a foreign Host', { host: 'evil.example' }],
])('a request with %s is refused', async (_name, headers) => {
  const answer = await rawRequest(port, { path: '/health', headers });

  expect(answer.status).toBe(403);
});

test('a request without an Origin is served', async () => {
  await expect(rawRequest(port, { path: '/health' })).resolves.toMatchObject({ status: 200 });
});
