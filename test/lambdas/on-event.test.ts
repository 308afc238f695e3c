import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { onEvent } from '../../lambdas/shell/on-event.ts';

const Order = z.object({ id: z.string(), 'detail-type': z.literal('order'), detail: z.object({ address: z.email() }) });
const order = { id: 'event-1', 'detail-type': 'order', detail: { address: 'ada@example.com' } };

const { warn, error } = console;
let logged: string[];
let dropped: string[];
beforeEach(() => {
  logged = [];
  dropped = [];
  console.warn = console.error = (entry: unknown) => void logged.push(JSON.stringify(entry));
});
afterEach(() => {
  Object.assign(console, { warn, error });
});

function handle(event: unknown, work: () => Promise<'done' | 'not-ours'>) {
  return onEvent(Order, work, { drops: ['not-ours'], dropped: () => void dropped.push('one') })(
    event as typeof order,
    {} as Context,
  );
}

test('an event is worked on, and its outcome is the answer', async () => {
  expect(await handle(order, async () => 'done')).toEqual({ outcome: 'done' });

  expect(logged).toEqual([]);
  expect(dropped).toEqual([]);
});

test('one that is not ours is dropped and counted: it is over and done with, and one line says which it was', async () => {
  expect(await handle(order, async () => 'not-ours')).toEqual({ outcome: 'not-ours' });

  expect(dropped).toEqual(['one']);
  expect(logged).toEqual([expect.stringContaining('event-1')]);
  expect(logged.join()).not.toContain('@example');
});

test('one that cannot be read fails, so that it becomes a dead-letter message, and nothing of it is logged but ids and fields', async () => {
  const event = { ...order, detail: { address: 'ada@example.com or so' } };

  await expect(handle(event, async () => 'done')).rejects.toThrow('/detail/address');

  expect(logged).toHaveLength(1);
  expect(logged.join()).not.toContain('@example');
});

test('work that fails is thrown on for Lambda to try again', async () => {
  const broken = () => Promise.reject(new Error('could not reach ada@example.com'));

  await expect(handle(order, broken)).rejects.toThrow('could not reach');

  expect(logged).toHaveLength(1);
  expect(logged.join()).not.toContain('@example');
});

test.each([
  ['its notification', 'ntf_01JD0000000000000000000000', { notificationId: 'ntf_01JD0000000000000000000000' }],
  ['nothing that could be an address', 'ada@example.com', {}],
])('an event of an e-mail that fails names %s', async (_, tag, ids) => {
  const event = { ...order, detail: { ...order.detail, mail: { tags: { notification_id: [tag] } } } };
  const broken = () => Promise.reject(new Error('the table is away'));

  await expect(handle(event, broken)).rejects.toThrow('away');

  expect(logged.map((line) => JSON.parse(line))).toEqual([
    {
      what: 'event failed',
      eventId: 'event-1',
      type: 'order',
      ...ids,
      error: 'Error',
      message: 'the table is away',
      stack: expect.anything(),
    },
  ]);
});
