import type { Webhook } from '../../../core/webhooks/ports/webhooks.ts';
import { newDelivery } from '../../../core/webhooks/queue-deliveries.ts';
import { aMoment } from '../../world.ts';
import { describeEachStore } from '../each-store.ts';

const idOf = (n: number) => `wh_${String(n).padStart(26, '0')}`;
const eventIdOf = (n: number) => `evt_${String(n).padStart(26, '0')}`;

function aWebhook(n: number, changes: Partial<Webhook> = {}): Webhook {
  const webhook = { id: idOf(n), url: 'https://app.example.com/', events: ['*'], generation: 0, createdAt: aMoment };
  return { ...webhook, status: 'active', ...changes };
}

function aDelivery(n: number, webhook = 1) {
  const event = {
    id: eventIdOf(n),
    type: 'inbox.read',
    version: 1,
    timestamp: aMoment.toISOString(),
    data: { user: 'ada' },
  } as const;
  return newDelivery(idOf(webhook), event, aMoment);
}

describeEachStore('webhooks', (open) => {
  test('are listed oldest first, changed, and removed', async () => {
    const { webhooks } = await open();
    await webhooks.add(aWebhook(2, { description: 'the second' }));
    await webhooks.add(aWebhook(1));
    const rotated = { generation: 1, earlier: [{ generation: 0, until: new Date('2030-03-16T12:00:00.000Z') }] };

    const changed = await webhooks.change(idOf(1), (webhook) => ({ ...webhook, ...rotated, failingSince: aMoment }));

    expect(changed).toEqual(aWebhook(1, { ...rotated, failingSince: aMoment }));
    expect(await webhooks.list()).toEqual([changed, aWebhook(2, { description: 'the second' })]);
    await webhooks.remove(idOf(1));
    expect(await webhooks.find(idOf(1))).toBeUndefined();
    expect(await webhooks.change(idOf(1), (webhook) => webhook)).toBeUndefined();
  });

  test('lose no change, however many change one at once', async () => {
    const { webhooks } = await open();
    await webhooks.add(aWebhook(1));

    await Promise.all(
      Array.from({ length: 5 }, () =>
        webhooks.change(idOf(1), (webhook) => ({ ...webhook, generation: webhook.generation + 1 })),
      ),
    );

    expect(await webhooks.find(idOf(1))).toMatchObject({ generation: 5 });
  });

  test('can lose what is optional of them', async () => {
    const { webhooks } = await open();
    await webhooks.add(aWebhook(1, { failingSince: aMoment }));

    await webhooks.change(idOf(1), ({ failingSince: _, ...webhook }) => webhook);

    expect(await webhooks.find(idOf(1))).toEqual(aWebhook(1));
  });
});

describeEachStore('deliveries', (open) => {
  test('are added once, and know what became of them', async () => {
    const { deliveries } = await open();
    const attempt = { at: aMoment.toISOString(), status: 500, milliseconds: 12 };
    const nextAttemptAt = new Date('2030-03-15T12:00:05.000Z');
    const key = { webhookId: idOf(1), eventId: eventIdOf(1) };
    await deliveries.add([aDelivery(1)]);
    expect(await deliveries.record({ ...key, tries: 0 }, { status: 'pending', attempt, nextAttemptAt })).toBe(true);
    await deliveries.add([aDelivery(1)]);

    const waiting = { ...aDelivery(1), attempts: [attempt], tries: 1, nextAttemptAt };
    expect(await deliveries.find(key.webhookId, key.eventId)).toEqual(waiting);

    await deliveries.record(waiting, { status: 'failed' });
    expect(await deliveries.find(key.webhookId, key.eventId)).toEqual({
      ...aDelivery(1),
      status: 'failed',
      attempts: [attempt],
      tries: 1,
    });

    const renewed = { ...aDelivery(1), attempts: [attempt], replays: 1, nextAttemptAt };
    expect(await deliveries.renew(waiting, nextAttemptAt)).toEqual(renewed);
    expect(await deliveries.find(key.webhookId, key.eventId)).toEqual(renewed);
    expect(await deliveries.renew({ ...waiting, eventId: eventIdOf(9) }, nextAttemptAt)).toBeUndefined();
  });

  test('take one of two writes that began alike, and none of before a replay', async () => {
    const { deliveries } = await open();
    const attempt = { at: aMoment.toISOString(), status: 500, milliseconds: 12 };
    const state = { webhookId: idOf(1), eventId: eventIdOf(1), tries: 0 };
    await deliveries.add([aDelivery(1)]);

    const step = { status: 'failed', attempt } as const;
    const both = await Promise.all([deliveries.record(state, step), deliveries.record(state, step)]);
    expect(both.sort()).toEqual([false, true]);

    const renewals = [1, 2].map(() => deliveries.renew({ ...state, tries: 1 }, aMoment));
    expect((await Promise.all(renewals)).filter(Boolean)).toHaveLength(1);
    expect(await deliveries.record(state, { status: 'delivered' })).toBe(false);
    expect(await deliveries.find(state.webhookId, state.eventId)).toMatchObject({ status: 'pending', tries: 0, replays: 1 });

    const again = await deliveries.renew({ ...state, replays: 1 }, aMoment);
    expect(again).toMatchObject({ replays: 2 });
  });

  test('are listed newest first, page by page, those of one webhook alone', async () => {
    const { deliveries } = await open();
    await deliveries.add([aDelivery(1), aDelivery(2), aDelivery(3), aDelivery(4, 2)]);

    const first = await deliveries.list(idOf(1), { limit: 2 });
    const second = await deliveries.list(idOf(1), { limit: 2, after: first.next });

    expect(first.deliveries.map(({ eventId }) => eventId)).toEqual([3, 2].map(eventIdOf));
    expect(second.deliveries.map(({ eventId }) => eventId)).toEqual([eventIdOf(1)]);
    await expect(deliveries.list(idOf(2), { limit: 2, after: first.next })).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  test('are forgotten after five days', async () => {
    const here = await open();
    await here.deliveries.add([aDelivery(1)]);

    here.pass(5 * 24 * 3600);

    expect(await here.deliveries.find(idOf(1), eventIdOf(1))).toBeUndefined();
    expect(await here.deliveries.list(idOf(1), { limit: 10 })).toEqual({ deliveries: [] });
    expect(await here.deliveries.renew(aDelivery(1), aMoment)).toBeUndefined();
  });

  test('that were never there stay so', async () => {
    const { deliveries } = await open();

    expect(await deliveries.record(aDelivery(1), { status: 'delivered' })).toBe(false);

    expect(await deliveries.find(idOf(1), eventIdOf(1))).toBeUndefined();
  });
});
