import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { healthRoutes } from '../../contract/operations/routes.ts';
import type { DeliveryLedger } from '../../core/delivery/ports/ledger.ts';
import { Refused } from '../../core/errors.ts';
import type { FeedbackLedger } from '../../core/feedback/ports/ledger.ts';
import { noteLogIds, userIdInLog } from '../../lambdas/shell/ids/log-ids.ts';
import { notingFound, notingReceipts } from '../../lambdas/shell/ids/noting.ts';
import { onEvent } from '../../lambdas/shell/on-event.ts';
import { onHttp } from '../../lambdas/shell/on-http.ts';
import { onLogs } from '../../lambdas/shell/on-logs.ts';
import { onQueue } from '../../lambdas/shell/on-queue.ts';
import { onSchedule } from '../../lambdas/shell/on-schedule.ts';
import { onSocket } from '../../lambdas/shell/on-socket.ts';
import { onStream } from '../../lambdas/shell/on-stream.ts';
import { aMoment, aNotification, notificationId } from '../world.ts';

const { error, warn } = console;
let logged: Record<string, unknown>[];
beforeEach(() => {
  logged = [];
  console.error = (entry: Record<string, unknown>) => void logged.push(entry);
  console.warn = (entry: Record<string, unknown>) => void logged.push(entry);
});
afterEach(() => Object.assign(console, { error, warn }));

const failure = () =>
  Promise.reject(new Error('no place for ada@example.com or +447700900123', { cause: new Error('grace@example.com') }));
const context = { getRemainingTimeInMillis: () => 60_000 } as never;
const id = notificationId('n1');
const measure = () => {};
const shell = {
  deadLetters: { send: async () => {} },
  visibility: { change: async () => {} },
  recordsAtOnce: 1,
  measure,
  upgradeSeconds: 0,
  now: () => aMoment,
};

const server = async () => ({ caller: 'server' as const, apiKey: { id: 'key_1' } as never, headers: {} });
const aCall = { routeKey: 'GET /v1/health/stuck', headers: {}, requestContext: { requestId: 'call' } };
const flowsThat = (answer: () => Promise<never>) =>
  Object.fromEntries(Object.keys(healthRoutes).map((name) => [name, answer])) as never;

/** What a ledger finds of a notification that fails behind it. */
const { find } = notingFound<Pick<DeliveryLedger, 'find'>>({
  find: async () => ({ outcome: 'free', notification: aNotification({ id, userId: 'ada', requestId: 'req_1' }) }) as never,
});

function aQueueRecord(body: object) {
  const attributes = { ApproximateReceiveCount: '2', SentTimestamp: '0', ApproximateFirstReceiveTimestamp: '0' };
  return { Records: [{ messageId: 'm1', receiptHandle: 'r1', body: JSON.stringify(body), attributes, messageAttributes: {} }] };
}

const shells: Readonly<Record<string, { fail: () => unknown; ids: object }>> = {
  'a queue, by its message': {
    fail: () =>
      onQueue(z.any(), failure, shell)(aQueueRecord({ notificationId: id, requestId: 'req_1', userId: 'ada' }) as never, context),
    ids: { what: 'record failed', messageId: 'm1', attempt: 2, notificationId: id, requestId: 'req_1', userId: 'ada' },
  },
  'a queue, by what was found of its message': {
    fail: () => {
      const work = async () => {
        await find({} as never);
        return failure();
      };
      return onQueue(z.any(), work, shell)(aQueueRecord({ notificationId: id, channel: 'email' }) as never, context);
    },
    ids: { messageId: 'm1', notificationId: id, requestId: 'req_1', userId: 'ada', channel: 'email' },
  },
  'a call of a server': {
    fail: () =>
      onHttp<'operations/health'>(healthRoutes, flowsThat(failure), { server })(
        { ...aCall, pathParameters: { id }, requestContext: { requestId: 'call-1' } } as never,
        context,
      ),
    ids: { what: 'http call failed', route: aCall.routeKey, callId: 'call-1', notificationId: id, keyId: 'key_1' },
  },
  'a call about a user': {
    fail: () =>
      onHttp<'operations/health'>(healthRoutes, flowsThat(failure), { server })(
        { ...aCall, pathParameters: { id: 'ada@example.com' } } as never,
        context,
      ),
    ids: { pathId: userIdInLog('ada@example.com') },
  },
  'a call whose path names nothing, which is null where it is emulated': {
    fail: () =>
      onHttp<'operations/health'>(healthRoutes, flowsThat(failure), { server })(
        { ...aCall, pathParameters: null } as never,
        context,
      ),
    ids: { what: 'http call failed', keyId: 'key_1' },
  },
  'an event of SES': {
    fail: () =>
      onEvent(z.any(), failure, { drops: [], dropped: () => {} })(
        { id: 'e1', 'detail-type': 'Email Bounced', detail: { mail: { tags: { notification_id: [id] } } } } as never,
        context,
      ),
    ids: { what: 'event failed', eventId: 'e1', notificationId: id },
  },
  'lines of a log': {
    fail: () => {
      const noting = notingReceipts<Pick<FeedbackLedger, 'recordReceipt'>>({ recordReceipt: failure });
      const logEvents = [{ id: 'l1', timestamp: 0, message: '{"messageId":"sns-1"}' }];
      const data = gzipSync(
        JSON.stringify({ messageType: 'DATA_MESSAGE', owner: '123456789012', logGroup: 'sns', logStream: 's', logEvents }),
      ).toString('base64');
      return onLogs(
        z.object({ messageId: z.string() }),
        () => noting.recordReceipt({ notificationId: id } as never) as never,
        ({ messageId }) => ({ messageId }),
      )({ awslogs: { data } }, context);
    },
    ids: { what: 'log lines failed', eventId: 'l1', messageId: 'sns-1', notificationId: id },
  },
  'the stream, at a notification': {
    fail: () =>
      onStream(failure, { measure, now: () => aMoment })(aStreamRecord(`N#${id.slice('ntf_'.length)}`) as never, context),
    ids: { what: 'changes failed', records: 1, first: '7', notificationId: id },
  },
  'the stream, at a user': {
    fail: () => onStream(failure, { measure, now: () => aMoment })(aStreamRecord('U#ada@example.com') as never, context),
    ids: { userId: userIdInLog('ada@example.com') },
  },
  'a browser that connects': {
    fail: () => {
      const tokens = { verify: async () => 'ada' };
      const event = { requestContext: { eventType: 'CONNECT', connectionId: 'c1' } };
      return onSocket({ connected: failure, disconnected: failure }, tokens, () => aMoment)(event as never, context);
    },
    ids: { what: 'connection failed', connectionId: 'c1', userId: 'ada' },
  },
  'a job': {
    fail: () =>
      onSchedule('clean-up', failure, { jobs: { start: failure } as never })(
        { id: 'e2', time: aMoment.toISOString(), detail: {} } as never,
        context,
      ),
    ids: { what: 'job failed', job: 'clean-up', eventId: 'e2' },
  },
};

test.each(Object.entries(shells))('a failure of %s is logged with its ids and no address', async (_what, { fail, ids }) => {
  const thrown = await Promise.resolve(fail()).then(
    () => undefined,
    (reason: Error) => reason,
  );

  expect(logged).toMatchObject([ids]);
  const said = JSON.stringify([logged, thrown?.message, thrown?.stack, thrown?.cause]); // Lambda logs what is thrown as well
  expect(said).not.toMatch(/@example|447700900123/);
});

test("a user's id that may be an address or a number is logged as a hash, by which it is found again", () => {
  expect(['ada', 'user_17', '0b6f3c1e-7c55-4d0e-9a34-0c2f6f3f8c11', '42'].map(userIdInLog)).toEqual([
    'ada',
    'user_17',
    '0b6f3c1e-7c55-4d0e-9a34-0c2f6f3f8c11',
    '42',
  ]);
  expect(userIdInLog('ada@example.com')).toBe('sha256:b5fc85e55755');
  expect(userIdInLog('447700900123')).toMatch(/^sha256:[0-9a-f]{12}$/);
});

test('records that are worked on at the same time keep their ids apart, and one call those of another', async () => {
  const records = ['m1', 'm2'].map((messageId) => ({ ...aQueueRecord({ requestId: `req_${messageId}` }).Records[0], messageId }));
  let waiting = 0;
  const both = Promise.withResolvers<void>();
  const work = async (message: { requestId: string }) => {
    noteLogIds({ noted: message.requestId });
    waiting += 1;
    if (waiting === 2) both.resolve();
    await both.promise;
    return failure();
  };

  await onQueue(z.object({ requestId: z.string() }), work, { ...shell, recordsAtOnce: 2 })(
    { Records: records } as never,
    context,
  );

  const seen = logged.map(({ messageId, requestId, noted }) => [messageId, requestId, noted]);
  expect(seen).toEqual(expect.arrayContaining(['m1', 'm2'].map((name) => [name, `req_${name}`, `req_${name}`])));
});

test('what a caller did wrong is no failure, and is not logged', async () => {
  const refuse = () => Promise.reject(new Refused('not_found', 'there is none'));

  await onHttp<'operations/health'>(healthRoutes, flowsThat(refuse), { server })(aCall as never, context);

  expect(logged).toEqual([]);
});

function aStreamRecord(pk: string) {
  const Keys = { pk: { S: pk }, sk: { S: '-' } };
  const dynamodb = { ApproximateCreationDateTime: aMoment.getTime() / 1000, SequenceNumber: '7', Keys, NewImage: Keys };
  return { Records: [{ eventID: 'r1', eventName: 'INSERT', dynamodb }] };
}
