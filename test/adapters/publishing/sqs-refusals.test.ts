import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { RetryableError } from '../../../core/errors.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { type ScriptedServer, startScriptedServer } from '../providers/scripted-server.ts';

const headers = { 'content-type': 'application/x-amz-json-1.0' };

beforeAll(recognizeNodeErrors);

let sqs: ScriptedServer;
beforeAll(async () => {
  sqs = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_SQS: sqs.url });
});
afterAll(() => sqs.stop());

const queue = () => sqsQueue(`${sqs.url}/000000000000/work`);

function refusing(...ids: string[]) {
  const Failed = ids.map((Id) => ({ Id, Code: 'InternalError', SenderFault: false }));
  return { status: 200, headers, body: JSON.stringify({ Successful: [], Failed }) };
}

function bodiesOf(request: string): string[] {
  return JSON.parse(request).Entries.map(({ MessageBody }: { MessageBody: string }) => JSON.parse(MessageBody));
}

test('what was refused is sent once more, and nothing else', async () => {
  const before = sqs.bodies.length;
  sqs.next(refusing('1'), refusing());

  await queue().send(['a', 'b', 'c']);

  expect(sqs.bodies.slice(before).map(bodiesOf)).toEqual([['a', 'b', 'c'], ['b']]);
});

test('what is refused twice is for later', async () => {
  sqs.next(refusing('0', '1'), refusing('0'));

  await expect(queue().send(['a', 'b'])).rejects.toThrow(new RetryableError('SQS did not take 1 of 2 messages'));
});

test('a queue that does not answer is for later', async () => {
  sqs.next('reset', 'reset', 'reset');

  await expect(queue().send(['a'])).rejects.toBeInstanceOf(RetryableError);
});

test('a queue that does not exist is not', async () => {
  sqs.next({ status: 400, headers, body: JSON.stringify({ __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'no' }) });

  await expect(queue().send(['a'])).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});
