import { eventBus } from '../../../adapters/eventbridge/event-bus.ts';
import type { Event } from '../../../contract/events/event.ts';
import { RetryableError } from '../../../core/errors.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { type ScriptedServer, startScriptedServer } from '../providers/scripted-server.ts';

const headers = { 'content-type': 'application/x-amz-json-1.1' };

beforeAll(recognizeNodeErrors);

let bridge: ScriptedServer;
beforeAll(async () => {
  bridge = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_EVENTBRIDGE: bridge.url });
});
afterAll(() => bridge.stop());

function someEvents(count: number): Event[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `evt_${String(n).padStart(26, '0')}`,
    type: 'inbox.read',
    version: 1,
    timestamp: '2030-03-15T12:00:00.000Z',
    data: { user: `user-${n}` },
  }));
}

function answering(count: number, refused: readonly number[] = []) {
  const Entries = Array.from({ length: count }, (_, n) =>
    refused.includes(n) ? { ErrorCode: 'InternalFailure', ErrorMessage: 'no' } : { EventId: `id-${n}` },
  );
  return { status: 200, headers, body: JSON.stringify({ Entries, FailedEntryCount: refused.length }) };
}

function usersIn(request: string): string[] {
  return JSON.parse(request).Entries.map(({ Detail }: { Detail: string }) => JSON.parse(Detail).data.user);
}

test('events are put ten a call, as what they are', async () => {
  const before = bridge.bodies.length;
  bridge.next(answering(10), answering(2));

  await eventBus('the-bus').put(someEvents(12));

  const calls = bridge.bodies.slice(before);
  expect(calls.map((body) => usersIn(body).length)).toEqual([10, 2]);
  expect(JSON.parse(calls[0] ?? '').Entries[0]).toMatchObject({
    EventBusName: 'the-bus',
    Source: 'bellhop',
    DetailType: 'inbox.read',
    Time: Date.parse('2030-03-15T12:00:00.000Z') / 1000,
  });
});

test('what was refused is put once more, alone', async () => {
  const before = bridge.bodies.length;
  bridge.next(answering(3, [1]), answering(1));

  await eventBus('the-bus').put(someEvents(3));

  expect(bridge.bodies.slice(before).map(usersIn)).toEqual([['user-0', 'user-1', 'user-2'], ['user-1']]);
});

test('what is refused twice is for later', async () => {
  bridge.next(answering(3, [1]), answering(1, [0]));

  await expect(eventBus('the-bus').put(someEvents(3))).rejects.toThrow(new RetryableError('EventBridge did not take 1 events'));
});

test('a bus that does not answer is for later', async () => {
  bridge.next('reset', 'reset', 'reset');

  await expect(eventBus('the-bus').put(someEvents(1))).rejects.toBeInstanceOf(RetryableError);
});
