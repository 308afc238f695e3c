import { deliverWebhook } from '../../../core/webhooks/deliver-webhook.ts';
import { replayWebhookDelivery, testWebhook } from '../../../core/webhooks/deliveries.ts';
import type { WebhookAnswered } from '../../../core/webhooks/ports/webhooks.ts';
import { aMoment, world } from '../../world.ts';

const id = 'wh_01KAPJ4E3V2B7Y9D4R6T8W1X3Z';

/** A webhook with one delivery of a test, and a receiver that answers as `answer` says. */
async function arrange(answer: WebhookAnswered) {
  const here = world();
  const calls: string[] = [];
  let at = aMoment;
  const deps = {
    ...here,
    queue: here.webhooksQueue,
    newSeed: () => 'seed',
    now: () => at,
    secret: here.signingSecret,
    measure: () => undefined,
    random: () => 0.5,
    calls: {
      async post() {
        calls.push(at.toISOString());
        return answer;
      },
    },
  };
  const made = { id, url: 'https://app.example.com/', events: ['*'], generation: 0, createdAt: aMoment };
  await here.webhooks.add({ ...made, status: 'active' });
  const { id: delivery } = await testWebhook(id, deps);
  return {
    deps,
    calls,
    replay: () => replayWebhookDelivery({ id, delivery }, deps),
    messages: here.webhooksQueue.sent,
    /** Works on a message that was queued; what is to come again is for the test to say. */
    work: (n: number) => deliverWebhook(here.webhooksQueue.sent[n] as never, deps).catch(() => 'again'),
    pass(seconds: number) {
      at = new Date(at.getTime() + seconds * 1000);
    },
    delivery: () => here.deliveries.find(id, delivery),
    switchOff: () =>
      here.webhooks.change(id, (webhook) => ({ ...webhook, status: 'disabled' as const, disabledBecause: 'failing' as const })),
  };
}

test('replaying a delivery that is still to be tried makes no call more, and takes none of its attempts', async () => {
  const { replay, work, calls, messages, delivery } = await arrange({ status: 500 });
  await work(0);

  for (let n = 0; n < 8; n += 1)
    await expect(replay()).rejects.toMatchObject({ code: 'delivery_pending', message: expect.stringContaining('12:00:05') });

  expect(messages).toHaveLength(1);
  expect(calls).toHaveLength(1);
  expect(await delivery()).toMatchObject({ status: 'pending', tries: 1 });
});

test('a message of before a replay does nothing, so that a replay is tried by one message', async () => {
  const { replay, work, calls, pass, delivery } = await arrange({ status: 500 });
  for (let n = 0; n < 8; n += 1) {
    await work(0);
    pass(12 * 3600);
  }
  expect(await delivery()).toMatchObject({ status: 'failed', tries: 8 });

  const answer = await replay();

  expect(answer).toMatchObject({ status: 'pending' });
  expect(await work(0)).toBe('finished');
  expect(calls).toHaveLength(8);
  expect(await work(1)).toBe('again');
  expect(calls).toHaveLength(9);
  expect(await delivery()).toMatchObject({ status: 'pending', tries: 1, replays: 1 });
});

test('two messages of one delivery use up one attempt, and one of them goes on', async () => {
  const { work, delivery } = await arrange({ status: 500 });

  const became = await Promise.all([work(0), work(0)]);

  expect(became.sort()).toEqual(['again', 'finished']);
  expect(await delivery()).toMatchObject({ tries: 1 });
});

test('a delivery that lost its place in the queue can be replayed', async () => {
  const { replay, messages, pass } = await arrange({ status: 200 });

  await expect(replay()).rejects.toMatchObject({ code: 'delivery_pending' });
  pass(15 * 60);
  await replay();

  expect(messages).toMatchObject([{}, { replay: 1 }]);
  await expect(replay()).rejects.toMatchObject({ code: 'delivery_pending' });
});

test('a disabled webhook refuses a test and a replay, and says how to switch it on', async () => {
  const { replay, deps, work, messages, switchOff } = await arrange({ status: 200 });
  await work(0);
  await switchOff();

  for (const refused of [testWebhook(id, deps), replay()])
    await expect(refused).rejects.toMatchObject({
      code: 'webhook_disabled',
      message: expect.stringMatching(/failing.*PATCH .*"active"/),
    });

  expect(messages).toHaveLength(1);
});
