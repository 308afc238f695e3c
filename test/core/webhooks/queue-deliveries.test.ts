import type { Event } from '../../../contract/events/event.ts';
import { webhookSink } from '../../../core/webhooks/queue-deliveries.ts';
import { aMoment, world } from '../../world.ts';

const event: Event = {
  id: `evt_${'0'.repeat(26)}`,
  type: 'inbox.read',
  version: 1,
  timestamp: aMoment.toISOString(),
  data: { user: 'ada' },
};

async function arrange(...wanted: { events: string[]; status?: 'active' | 'disabled' }[]) {
  const here = world();
  for (const [n, { events, status = 'active' }] of wanted.entries()) {
    const id = `wh_${String(n).padStart(26, '0')}`;
    await here.webhooks.add({ id, url: 'https://app.example.com/', events, status, generation: 0, createdAt: aMoment });
  }
  return { ...here, sink: webhookSink({ ...here, queue: here.webhooksQueue }) };
}

test('each webhook that wants an event has a delivery of it, and others have none', async () => {
  const { sink, webhooksQueue, deliveries } = await arrange(
    { events: ['*'] },
    { events: ['inbox.read', 'inbox.seen'] },
    { events: ['message.sent'] },
    { events: ['*'], status: 'disabled' },
  );

  await sink.put([event]);

  expect(webhooksQueue.sent.map(({ webhookId }) => Number(webhookId.slice(-1)))).toEqual([0, 1]);
  expect(await deliveries.find(`wh_${'0'.repeat(26)}`, event.id)).toMatchObject({
    status: 'pending',
    body: JSON.stringify(event),
  });
});

test('an event that is told twice is one delivery, with one id', async () => {
  const { sink, deliveries } = await arrange({ events: ['*'] });
  const webhookId = `wh_${'0'.repeat(26)}`;
  await sink.put([event]);
  await deliveries.record({ webhookId, eventId: event.id, tries: 0 }, { status: 'delivered' });

  await sink.put([event]);

  const { deliveries: listed } = await deliveries.list(webhookId, { limit: 10 });
  expect(listed).toMatchObject([{ eventId: event.id, status: 'delivered' }]);
});
