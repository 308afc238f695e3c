import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { NotKnownYet, PermanentError, RetryableError } from '../../core/errors.ts';
import type { Origin } from '../../core/publishing/accept-message.ts';
import { onQueue, originOf, type QueueShell } from '../../lambdas/shell/on-queue.ts';
import { aMoment } from '../world.ts';

const Job = z.strictObject({ job: z.string() });

/** A shell that remembers what it was asked for, at a moment when every dice shows a half. */
function aShell(changes: Partial<QueueShell> = {}) {
  const deadLetterMessages: { body: string; reason: string; origin: Origin }[] = [];
  const pauses: Record<string, number> = {};
  const measured: [string, number][] = [];
  const shell: QueueShell = {
    deadLetters: { send: async (body, reason, origin) => void deadLetterMessages.push({ body, reason, origin }) },
    visibility: {
      change: async (receipt, seconds) => {
        pauses[receipt] = seconds;
      },
    },
    recordsAtOnce: 1,
    upgradeSeconds: 900,
    measure: (name, value) => void measured.push([name, value]),
    now: () => aMoment,
    random: () => 0.5,
    ...changes,
  };
  return { shell, deadLetterMessages, pauses, measured };
}

function aRecord(
  name: string,
  { body = JSON.stringify({ job: name }), receives = 1, ageSeconds = 0, firstReceivedSeconds = 0 } = {},
): SQSRecord {
  return {
    messageId: name,
    receiptHandle: name,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(aMoment.getTime() - ageSeconds * 1000),
      ApproximateFirstReceiveTimestamp: String(aMoment.getTime() - firstReceivedSeconds * 1000),
    } as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:jobs',
    awsRegion: 'eu-west-1',
  };
}

/** Works off the records, each as `deeds` says by its name; answers which of them stay in the queue, and which were started. */
async function workOff(records: SQSRecord[], deeds: Record<string, () => Promise<void>>, shell: QueueShell) {
  const started: string[] = [];
  const handler = onQueue(
    Job,
    async ({ job }) => {
      started.push(job);
      await deeds[job]?.();
    },
    shell,
  );
  const event: SQSEvent = { Records: records };
  const response = (await handler(event, {} as never)) as unknown as SQSBatchResponse;
  return { kept: response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), started };
}

const fails = (error: Error) => async () => {
  throw error;
};

const { error: print } = console;
const logged: unknown[] = [];
beforeEach(() => {
  logged.length = 0;
  console.error = (line: unknown) => void logged.push(line);
});
afterEach(() => {
  console.error = print;
});

test('only what failed stays in the queue, and comes back after a pause that grows with its attempts', async () => {
  const { shell, deadLetterMessages, pauses } = aShell();
  const records = [aRecord('a'), aRecord('b', { receives: 4 }), aRecord('c', { receives: 9 })];

  const { kept } = await workOff(records, { b: fails(new Error('boom')), c: fails(new RetryableError('busy')) }, shell);

  expect(kept).toEqual(['b', 'c']);
  expect(pauses).toEqual({ b: 8, c: 256 });
  expect(deadLetterMessages).toEqual([]);
});

test('a failure that names its own pause gets it', async () => {
  const { shell, pauses } = aShell();

  await workOff([aRecord('a', { receives: 9 })], { a: fails(new RetryableError('held', { afterSeconds: 40 })) }, shell);

  expect(pauses).toEqual({ a: 40 });
});

test('a permanent error goes to the dead-letter queue on the first attempt, with its reason and origin, and holds nobody up', async () => {
  const { shell, deadLetterMessages } = aShell();
  const records = [
    aRecord('unreadable', { body: '{' }),
    aRecord('other', { body: '{"task":1}' }),
    aRecord('bad'),
    aRecord('partly'),
    aRecord('good'),
  ];

  const { kept, started } = await workOff(
    records,
    { bad: fails(new PermanentError('no such thing')), partly: fails(new PermanentError('half of it', { job: 'the rest' })) },
    shell,
  );

  expect(kept).toEqual([]);
  expect(started).toEqual(['bad', 'partly', 'good']);
  expect(deadLetterMessages).toEqual([
    { body: '{', reason: expect.stringMatching(/^unreadable/), origin: { messageId: 'unreadable', sentAt: aMoment } },
    { body: '{"task":1}', reason: expect.stringMatching(/^not a message of this queue/), origin: expect.anything() },
    { body: '{"job":"bad"}', reason: 'no such thing', origin: expect.anything() },
    { body: '{"job":"the rest"}', reason: 'half of it', origin: expect.anything() },
  ]);
});

test('a permanent error that the dead-letter queue would not take stays in the queue', async () => {
  const { shell, pauses } = aShell({ deadLetters: { send: fails(new RetryableError('SQS is away')) } });

  const { kept } = await workOff([aRecord('bad')], { bad: fails(new PermanentError('no')) }, shell);

  expect(kept).toEqual(['bad']);
  expect(pauses).toEqual({ bad: 1 });
});

test('a throttle stops the batch: the rest is not started, and all of it comes back after one pause', async () => {
  const { shell, pauses } = aShell();
  const records = [aRecord('a'), aRecord('b', { receives: 5 }), aRecord('c', { receives: 9 }), aRecord('d')];

  const { kept, started } = await workOff(records, { b: fails(new RetryableError('throttled', { stopBatch: true })) }, shell);

  expect(started).toEqual(['a', 'b']);
  expect(kept).toEqual(['b', 'c', 'd']);
  expect(pauses).toEqual({ b: 16, c: 16, d: 16 });
});

test('what other workers have started when the batch is stopped is finished', async () => {
  const { shell } = aShell({ recordsAtOnce: 2 });
  const stop = new RetryableError('throttled', { stopBatch: true });
  const records = [aRecord('slow'), aRecord('throttled'), aRecord('rest')];

  const { kept, started } = await workOff(
    records,
    { slow: () => new Promise((done) => setImmediate(done)), throttled: fails(stop) },
    shell,
  );

  expect(started).toEqual(['slow', 'throttled']);
  expect(kept).toEqual(['throttled', 'rest']);
});

test('a pause that could not be set changes nothing else', async () => {
  const { shell } = aShell({ visibility: { change: fails(new RetryableError('SQS is away')) } });

  const { kept } = await workOff([aRecord('a'), aRecord('b')], { a: fails(new Error('boom')) }, shell);

  expect(kept).toEqual(['a']);
});

test('what went on failing for the whole retry window is given up, with a dead-letter message that says so', async () => {
  const { shell, deadLetterMessages } = aShell({ retryWindowSeconds: 3600 });
  const old = { receives: 12, ageSeconds: 3600 };
  const records = [
    aRecord('old', old),
    aRecord('young', { ...old, ageSeconds: 3599 }),
    aRecord('waited', { ...old, receives: 2 }),
  ];

  const { kept } = await workOff(
    records,
    { old: fails(new RetryableError('away')), young: fails(new Error('boom')), waited: fails(new Error('boom')) },
    shell,
  );

  expect(kept).toEqual(['young', 'waited']);
  expect(deadLetterMessages).toMatchObject([{ body: '{"job":"old"}', reason: expect.stringMatching(/^gave_up/) }]);
});

describe('what this version does not know yet, as a newer one wrote it', () => {
  const newer = { body: JSON.stringify({ version: 2, job: 'new' }) };
  const unknown = { unknown: fails(new NotKnownYet('there is no workflow "new"')) };

  test('comes back for as long as an upgrade may take, however long it had waited before', async () => {
    const { shell, deadLetterMessages } = aShell({ retryWindowSeconds: 3600 });
    const waited = { receives: 9, ageSeconds: 9000, firstReceivedSeconds: 899 };
    const records = [aRecord('new', { ...newer, ...waited }), aRecord('unknown', waited)];

    const { kept } = await workOff(records, unknown, shell);

    expect(kept).toEqual(['new', 'unknown']);
    expect(deadLetterMessages).toEqual([]);
  });

  test('is put aside then, with a reason that says what to do', async () => {
    const { shell, deadLetterMessages } = aShell();
    const waited = { receives: 10, firstReceivedSeconds: 900 };

    const { kept } = await workOff([aRecord('new', { ...newer, ...waited }), aRecord('unknown', waited)], unknown, shell);

    expect(kept).toEqual([]);
    expect(deadLetterMessages).toMatchObject([
      { body: newer.body, reason: 'newer_version: a newer Bellhop wrote it; deploy that, then redrive' },
      { reason: 'there is no workflow "new"' },
    ]);
  });
});

test('work is told how many records are not done with, and how long the function may still run', async () => {
  const { shell } = aShell();
  const told: number[][] = [];
  const handler = onQueue(
    Job,
    async (_job, _record, batch) => void told.push([batch.size, batch.left(), batch.remainingMs()]),
    shell,
  );

  await handler({ Records: ['a', 'b', 'c'].map((name) => aRecord(name)) }, { getRemainingTimeInMillis: () => 25_000 } as never);

  expect(told).toEqual([
    [3, 3, 25_000],
    [3, 2, 25_000],
    [3, 1, 25_000],
  ]);
});

test('a record that was redriven is still the one it was', () => {
  const record = aRecord('new');
  const text = (stringValue: string) => ({ stringValue, dataType: 'String' });
  record.messageAttributes = { origin_message_id: text('old'), origin_sent_at: text('1900000000000') } as never;

  expect(originOf(record)).toEqual({ messageId: 'old', sentAt: new Date(1_900_000_000_000) });
  expect(originOf(aRecord('plain'))).toEqual({ messageId: 'plain', sentAt: aMoment });
});

test('no body, address or number is in the log', async () => {
  const { shell } = aShell();
  const error = new Error('could not reach ada@example.com at +447700900123');

  await workOff([aRecord('a', { body: '{"job":"a"}' })], { a: fails(error) }, shell);

  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toMatch(/ada@|447700900123/);
});

test('a queue that is late says by how much: by its oldest record of those that nobody has had before', async () => {
  const { shell, measured } = aShell();
  const fresh = [aRecord('new', { ageSeconds: 60 }), aRecord('late', { ageSeconds: 45 * 60 })];

  await workOff([...fresh, aRecord('hidden', { ageSeconds: 3 * 3600, receives: 4 })], {}, shell);

  expect(measured).toEqual([['Backlog', 150]]);
});

test('a queue that is in time, or where all that comes was hidden on purpose, says nothing', async () => {
  const { shell, measured } = aShell();

  await workOff([aRecord('held back by its sender', { ageSeconds: 14 * 60 })], {}, shell);
  await workOff([aRecord('hidden', { ageSeconds: 3 * 3600, receives: 4 })], {}, shell);

  expect(measured).toEqual([]);
});

test('a failure is logged with what finds the notification again, and with nobody it is for', async () => {
  const { shell } = aShell();
  const ids = { type: 'notify', requestId: 'req_01J', notificationId: 'ntf_01J', channel: 'email' };
  const records = [
    aRecord('ours', { body: JSON.stringify({ ...ids, userId: 'ada@example.com' }) }),
    aRecord('not ours', { body: JSON.stringify({ ...ids, type: 'ada@example.com', requestId: 7 }) }),
    aRecord('no message', { body: '"ada@example.com"' }),
  ];

  await workOff(records, {}, shell);

  expect(logged).toMatchObject([
    { what: 'record put aside', messageId: 'ours', attempt: 1, ...ids },
    { messageId: 'not ours', notificationId: 'ntf_01J', channel: 'email' },
    { messageId: 'no message' },
  ]);
  expect(JSON.stringify(logged)).not.toContain('ada@');
});
