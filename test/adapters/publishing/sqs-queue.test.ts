import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deadLetters, sqsQueue, visibility } from '../../../adapters/sqs/queue.ts';
import { type Queues, startQueues } from '../../../local/emulators/queues.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { claimPorts } from '../../../local/ports.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-sqs-'));
let emulator: Queues;
let client: SQSClient;
let url: string;
beforeAll(async () => {
  const { queues: port } = await claimPorts(0);
  pointAtLocalAws({ AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${port}` });
  const queue = { logicalId: 'Work', path: 'Work', name: 'work', properties: {} };
  emulator = await startQueues({ port, dataFolder: folder, queues: [queue] });
  url = `http://127.0.0.1:${port}/000000000000/work`;
  client = new SQSClient(clientConfig(`http://127.0.0.1:${port}`));
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

async function receive(): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

test('one message arrives as it was sent, whatever characters are in it', async () => {
  const message = { version: 1, text: 'Grüße 漢字 🎉 \ud800 \ufffe \uffff \u0000 \u2028' };
  await sqsQueue(url).send([message]);

  expect((await receive()).map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([message]);
});

test('many messages all arrive, however large they are together', async () => {
  const numbers = Array.from({ length: 25 }, (_, number) => number);
  await sqsQueue(url).send(numbers.map((number) => ({ number, padding: 'x'.repeat(200_000) })));

  const received = (await receive()).map(({ Body }) => JSON.parse(Body ?? '').number as number);
  // a batch that was taken but not answered in time is sent again: a queue promises "at least once", and no more is asked of it
  expect([...new Set(received)].sort((one, other) => one - other)).toEqual(numbers);
});

test('no message at all is no call', async () => {
  await sqsQueue('http://127.0.0.1:1/000000000000/nowhere').send([]);
});

test('a dead-letter message keeps its body, and says why it is one and which record it was', async () => {
  const origin = { messageId: 'm1', sentAt: new Date(1_900_000_000_000) };
  await deadLetters(url).send('not even JSON', 'the body is not readable\u0000 JSON', origin);
  await deadLetters(url).send('x', '', origin);

  const deadLetterMessages = await receive();
  expect(deadLetterMessages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.reason?.StringValue])).toEqual([
    ['not even JSON', 'the body is not readable  JSON'],
    ['x', 'none given'],
  ]);
  expect(deadLetterMessages[0]?.MessageAttributes).toMatchObject({
    origin_message_id: { StringValue: 'm1' },
    origin_sent_at: { StringValue: '1900000000000' },
  });
});

test('a message comes back after its pause, which is a second at least', async () => {
  await sqsQueue(url).send([{ again: true }]);
  const [message] = await receive();

  await visibility(url).change(message?.ReceiptHandle ?? '', 0);

  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  expect(Messages.map(({ MessageId }) => MessageId)).toEqual([message?.MessageId]);
});
