import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { type Queues, startQueues } from '../../../local/emulators/queues.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { FunctionFailed } from '../../../local/functions/function-process.ts';
import { startPoller } from '../../../local/pollers/queue-poller.ts';
import { claimPorts } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { aFunction, aTemplate, place } from '../a-template.ts';

let port: number;
let queues: Queues;
let client: SQSClient;
let poller: Stoppable | undefined;

beforeEach(async () => {
  port = (await claimPorts(0)).queues;
  queues = await startQueues({ port, dataFolder: scratchFolder(), queues: readTemplate(aTemplate(), place).queues });
  client = new SQSClient(clientConfig(`http://127.0.0.1:${port}`));
});

afterEach(async () => {
  await poller?.stop();
  poller = undefined;
  client.destroy();
  await queues.stop();
});

const QueueUrl = () => `http://127.0.0.1:${port}/000000000000/test-Work`;

function poll(
  work: (event: SQSEvent, traceHeader: string) => Promise<unknown>,
  more: Record<string, unknown> = {},
  mayRecur = false,
): void {
  const Properties = {
    EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
    FunctionName: { Ref: 'Fn' },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...more,
  };
  const template = aTemplate({ Fn: aFunction(), Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties } });
  const [mapping] = readTemplate(template, place).mappings;
  if (!mapping) throw new Error('the template has a mapping');
  poller = startPoller(mapping, {
    queuesUrl: `http://127.0.0.1:${port}`,
    queueUrl: QueueUrl(),
    invoke: async (event, traceHeader) => (await work(event, traceHeader)) ?? null,
    traces: queues.traces,
    mayRecur,
  });
}

async function put(...bodies: string[]): Promise<void> {
  for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody }));
}

async function eventually(what: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !what(); n++) await sleep(10);
  expect(what()).toBe(true);
}

const isEmpty = () => {
  const { waiting, inFlight } = queues.state('test-Work');
  return waiting + inFlight === 0;
};

test('messages come as Lambda gets them, and are deleted once done', async () => {
  const events: SQSEvent[] = [];
  await client.send(
    new SendMessageCommand({
      QueueUrl: QueueUrl(),
      MessageBody: '{"n":1}',
      MessageAttributes: { reason: { DataType: 'String', StringValue: 'because' } },
    }),
  );

  poll(async (event) => void events.push(event));
  await eventually(() => events.length === 1 && isEmpty());

  expect(events[0]?.Records).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: '{"n":1}',
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
      }),
      messageAttributes: { reason: { stringValue: 'because', dataType: 'String', stringListValues: [], binaryListValues: [] } },
      md5OfBody: expect.any(String),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:test-Work',
      awsRegion: 'us-east-1',
    },
  ]);
});

test('only the messages that failed come back, and their receive count rises', async () => {
  const seen: string[] = [];
  await put('good', 'bad');

  poll(async ({ Records }) => {
    seen.push(...Records.map(({ body, attributes }) => `${body} ${attributes.ApproximateReceiveCount}`));
    const bad = Records.find(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1');
    return { batchItemFailures: bad ? [{ itemIdentifier: bad.messageId }] : [] };
  });
  await eventually(() => seen.length === 3 && isEmpty());

  expect(seen.sort()).toEqual(['bad 1', 'bad 2', 'good 1']);
});

test.each([
  ['fails as a whole', () => Promise.reject(new FunctionFailed('ended', 'killed'))],
  ['answers nonsense', async () => ({ batchItemFailures: 'all' })],
  ['names a message that it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
])('a function that %s keeps its whole batch in the queue', async (_name, answer) => {
  let calls = 0;
  await put('one');

  poll(() => {
    calls += 1;
    return answer();
  });
  await eventually(() => calls === 1);
  await poller?.stop();

  expect(queues.state('test-Work')).toMatchObject({ waiting: 0, inFlight: 1 });
});

test('what fails too often becomes a dead-letter message', async () => {
  let calls = 0;
  await put('one');

  poll(async () => {
    calls += 1;
    throw new FunctionFailed('ended', 'killed');
  });
  await eventually(() => queues.state('test-Dead').waiting === 1);

  expect(calls).toBe(2); // maxReceiveCount of the queue
  expect(isEmpty()).toBe(true);
});

test('without partial failures, an answer means that all is done', async () => {
  await put('one');

  poll(async () => ({ batchItemFailures: [{ itemIdentifier: 'any' }] }), { FunctionResponseTypes: [] });

  await eventually(isEmpty);
});

test('a window gathers what comes within it', async () => {
  const sizes: number[] = [];
  poll(async ({ Records }) => void sizes.push(Records.length), { MaximumBatchingWindowInSeconds: 1, BatchSize: 3 });

  await put('1', '2', '3');
  await eventually(() => sizes.length > 0 && isEmpty());

  expect(sizes).toEqual([3]);
});

test('no more batches are under way than the mapping allows', async () => {
  let atWork = 0;
  let most = 0;
  let done = 0;
  const two = Promise.withResolvers<void>();
  await put('1', '2', '3', '4', '5');

  poll(
    async () => {
      most = Math.max(most, ++atWork);
      if (atWork === 2) two.resolve();
      await two.promise; // the first waits for a second
      await sleep(30); // so that a third would be seen
      atWork--;
      done++;
    },
    { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
  );
  await eventually(() => done === 5);

  expect(most).toBe(2);
});

test('stopping waits for what is under way', async () => {
  let finished = false;
  let started = false;
  await put('1');
  poll(async () => {
    started = true;
    await sleep(100);
    finished = true;
  });
  await eventually(() => started);

  await poller?.stop();

  expect(finished).toBe(true);
  expect(isEmpty()).toBe(true);
});

/** A function that sends itself another message whenever it runs, with the header that an SDK client sends on Lambda. */
async function sendsItselfAnother(runs: string[], traceHeader: string): Promise<void> {
  runs.push(traceHeader);
  if (runs.length === 40) return;
  const command = new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: `{"n":${runs.length}}` });
  command.middlewareStack.add(
    (next) => async (args) => {
      (args.request as { headers: Record<string, string> }).headers['X-Amzn-Trace-Id'] = traceHeader;
      return next(args);
    },
    { step: 'build', name: 'traceHeader' },
  );
  await client.send(command);
}

test('the 17th run in one chain of messages is stopped as on Lambda, and its message put aside in the end', async () => {
  const runs: string[] = [];
  await put('{"n":0}');

  poll((_event, traceHeader) => sendsItselfAnother(runs, traceHeader));
  await eventually(() => queues.state('test-Dead').waiting === 1);

  expect(runs).toHaveLength(16);
  expect(runs.at(-1)).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:16$/);
});

test('a function whose loops are allowed runs as often as its chain has messages', async () => {
  const runs: string[] = [];
  await put('{"n":0}');

  poll((_event, traceHeader) => sendsItselfAnother(runs, traceHeader), {}, true);
  await eventually(() => runs.length === 40 && isEmpty());

  expect(runs.at(-1)).toMatch(/:40$/);
});
