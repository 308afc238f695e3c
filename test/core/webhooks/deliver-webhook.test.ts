import fc from 'fast-check';
import { RetryableError } from '../../../core/errors.ts';
import { deliverWebhook } from '../../../core/webhooks/deliver-webhook.ts';
import type { Webhook, WebhookAnswered } from '../../../core/webhooks/ports/webhooks.ts';
import { newDelivery } from '../../../core/webhooks/queue-deliveries.ts';
import { pauseAfter } from '../../../core/webhooks/rules/retries.ts';
import { runs } from '../../runs.ts';
import { virtualTime } from '../../virtual-time.ts';
import { aMoment, world } from '../../world.ts';

const webhookId = 'wh_01KAPJ4E3V2B7Y9D4R6T8W1X3Z';
const dayMs = 24 * 3_600_000;

function anEvent(n: number) {
  const id = `evt_${String(n).padStart(26, '0')}`;
  return { id, type: 'inbox.read', version: 1, timestamp: aMoment.toISOString(), data: { user: 'ada' } } as const;
}

/** A receiver that answers as `answer` says at that moment, and a queue in which messages come back after their pause. */
async function arrange(answer: (at: Date) => WebhookAnswered, webhook: Partial<Webhook> = {}) {
  const time = virtualTime(aMoment.getTime());
  const here = world();
  const calls: { at: Date; headers: Readonly<Record<string, string>> }[] = [];
  const measured: string[] = [];
  const now = () => new Date(time.nowMs());
  const deps = {
    ...here,
    now,
    secret: here.signingSecret,
    measure: (name: string) => void measured.push(name),
    random: () => 0.5,
    calls: {
      async post(_url: string, { headers }: { headers: Readonly<Record<string, string>> }) {
        calls.push({ at: now(), headers });
        return answer(now());
      },
    },
  };
  const made = { id: webhookId, url: 'https://app.example.com/', events: ['*'], generation: 0, createdAt: aMoment };
  await here.webhooks.add({ ...made, status: 'active', ...webhook });

  async function work(eventId: string): Promise<void> {
    for (;;) {
      try {
        await deliverWebhook({ version: 1, webhookId, eventId }, deps);
        return;
      } catch (error) {
        if (!(error instanceof RetryableError)) throw error;
        await time.sleep((error.afterSeconds ?? 0) * 1000);
      }
    }
  }
  return {
    calls,
    measured,
    deps,
    /** Delivers an event, however long that takes, and answers what became of it. */
    async deliver(n: number) {
      const event = anEvent(n);
      await here.deliveries.add([newDelivery(webhookId, event, now())]);
      await time.during(work(event.id));
      return here.deliveries.find(webhookId, event.id);
    },
    webhook: () => here.webhooks.find(webhookId),
  };
}

test('a receiver that is down for a day and a bit is tried eight times, ever more seldom, and then it is over', async () => {
  const { calls, deliver } = await arrange(() => ({ error: 'ECONNREFUSED' }));

  const delivery = await deliver(1);

  const seconds = calls.map(({ at }) => (at.getTime() - aMoment.getTime()) / 1000);
  expect(seconds).toEqual([0, 5, 305, 2_105, 9_305, 27_305, 63_305, 99_305]); // 27.6 hours in all
  expect(delivery).toMatchObject({ status: 'failed', tries: 8 });
  expect(delivery?.attempts.every(({ error }) => error === 'ECONNREFUSED')).toBe(true);
  expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('one that comes back is told, and its failing is forgotten', async () => {
  const upAt = new Date(aMoment.getTime() + 3_600_000);
  const { calls, deliver, webhook } = await arrange((at) => ({ status: at < upAt ? 503 : 200 }));

  const delivery = await deliver(1);

  expect(calls).toHaveLength(5);
  expect(delivery).toMatchObject({ status: 'delivered' });
  expect(await webhook()).not.toHaveProperty('failingSince');
});

test('one that fails for five days is disabled, which is measured, and what is still to come is not sent', async () => {
  const { calls, deliver, webhook, measured } = await arrange(() => ({ status: 500 }));

  for (let n = 0; (await webhook())?.status === 'active'; n += 1) await deliver(n);
  const before = calls.length;
  const late = await deliver(100);

  const disabledAfterDays = ((calls.at(-1)?.at.getTime() ?? 0) - aMoment.getTime()) / dayMs;
  expect(disabledAfterDays).toBeGreaterThanOrEqual(5);
  expect(disabledAfterDays).toBeLessThan(6);
  expect(await webhook()).toMatchObject({ status: 'disabled', disabledBecause: 'failing' });
  expect(measured).toEqual(['WebhooksDisabled']);
  expect(late).toMatchObject({ status: 'failed', attempts: [] });
  expect(calls).toHaveLength(before);
});

test('one that says it is gone is disabled at once', async () => {
  const { calls, deliver, webhook, measured } = await arrange(() => ({ status: 410 }));

  expect(await deliver(1)).toMatchObject({ status: 'failed' });

  expect(calls).toHaveLength(1);
  expect(await webhook()).toMatchObject({ status: 'disabled', disabledBecause: 'gone' });
  expect(measured).toEqual(['WebhooksDisabled']);
});

test.each([200, 201, 204, 299])('%i is taken', async (status) => {
  expect(await (await arrange(() => ({ status }))).deliver(1)).toMatchObject({ status: 'delivered', tries: 1 });
});

test.each([199, 301, 302, 307, 400, 404, 429, 500])('%i is not', async (status) => {
  expect(await (await arrange(() => ({ status }))).deliver(1)).toMatchObject({ status: 'failed', tries: 8 });
});

test('what is done is not sent again, however often its message comes', async () => {
  const { calls, deliver, deps } = await arrange(() => ({ status: 200 }));
  await deliver(1);

  expect(await deliverWebhook({ version: 1, webhookId, eventId: anEvent(1).id }, deps)).toBe('finished');
  expect(await deliverWebhook({ version: 1, webhookId, eventId: anEvent(2).id }, deps)).toBe('finished'); // or was never there
  expect(calls).toHaveLength(1);
});

test('a message that comes before its pause is over waits for the rest of it', async () => {
  const { calls, deps } = await arrange(() => ({ status: 500 }));
  await deps.deliveries.add([newDelivery(webhookId, anEvent(1), aMoment)]);
  const attempt = () => deliverWebhook({ version: 1, webhookId, eventId: anEvent(1).id }, deps);

  await expect(attempt()).rejects.toMatchObject({ afterSeconds: 5 });
  await expect(attempt()).rejects.toMatchObject({ afterSeconds: 5 });

  expect(calls).toHaveLength(1);
});

test('no pause is longer than SQS can keep a message back, and they grow', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const pauses = [1, 2, 3, 4, 5, 6, 7].map((tries) => pauseAfter(tries, random) ?? 0);

      expect(Math.max(...pauses)).toBeLessThanOrEqual(12 * 3_600);
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
      expect(pauseAfter(8, random)).toBeUndefined();
    }),
    { numRuns: runs(100) },
  );
});
