import { gzipSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { onLogs, onLogsOr } from '../../lambdas/shell/on-logs.ts';

const Line = z.object({ n: z.number() });
const { warn, error } = console;
beforeEach(() => {
  console.warn = console.error = () => {};
});
afterEach(() => void Object.assign(console, { warn, error }));

/** As CloudWatch Logs hands it over. */
function aBatch(messages: string[], messageType = 'DATA_MESSAGE') {
  const logEvents = messages.map((message, index) => ({ id: `line-${index}`, timestamp: 1_900_000_000_000 + index, message }));
  const batch = { messageType, owner: '123456789012', logGroup: 'sns/eu-west-1/123456789012/x', logStream: 's', logEvents };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

test('each line that fits is worked on, with the instant at which it was written; what others wrote is passed over', async () => {
  const seen: unknown[] = [];
  const handler = onLogs(Line, async ({ n }, at) => {
    seen.push([n, at.toISOString()]);
    return `done ${n}`;
  });

  const answer = await handler(aBatch(['{"n":1}', 'no JSON', '{"m":2}', '{"n":3}']), {} as Context);

  expect(answer).toEqual({ outcomes: ['done 1', 'done 3'] });
  expect(seen).toEqual([
    [1, '2030-03-17T17:46:40.000Z'],
    [3, '2030-03-17T17:46:40.003Z'],
  ]);
});

test('a batch that only asks whether the function is there is answered', async () => {
  const handler = onLogs(Line, () => Promise.reject(new Error('there is nothing to do')));

  expect(await handler(aBatch(['{"n":1}'], 'CONTROL_MESSAGE'), {} as Context)).toEqual({ outcomes: [] });
});

test('a line that fails makes Lambda try the batch again', async () => {
  const handler = onLogs(Line, () => Promise.reject(new Error('the table is gone')));

  await expect(handler(aBatch(['{"n":1}']), {} as Context)).rejects.toThrow('the table is gone');
});

test('one function serves log groups and bus rules', () => {
  const handler = onLogsOr(
    () => 'logs',
    (event: { id: string }) => event.id,
  );

  expect(handler(aBatch([]), {})).toBe('logs');
  expect(handler({ id: 'event-1' }, {})).toBe('event-1');
});
