import type { Receipt } from '../../../core/feedback/ports/ledger.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const id = notificationId('n1');
const rules = { leaseSeconds: 60, ambiguousWaitSeconds: 120 };
const delivered = { id: 'd1', status: 'delivered', detail: 'the mail server took it' } as const;

describeEachStore('what a provider tells the ledger', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const enter = (changes: Parameters<typeof aMessage>[0] = {}) =>
    store.ledger.enter({ notification: aNotification(), messages: [aMessage(changes)], expiresAt: farAway });
  const read = async () => (await store.ledger.read(id))?.messages[0];
  const recordReceipt = (changes: Partial<Receipt>) =>
    store.ledger.recordReceipt({
      id: 'x1',
      notificationId: id,
      channel: 'email',
      address: 'ada@example.com',
      at: aMoment,
      providerId: 'ses-1',
      ...changes,
    });

  const sending = () => takeMessage(store.ledger, { notificationId: id, at: store.now() });

  test('moves the status and is in the timeline, with nobody holding it', async () => {
    await enter({ status: 'sent', providerId: 'ses-0' });
    const at = new Date('2030-03-15T12:00:05.000Z');

    expect(await recordReceipt({ ...delivered, at })).toBe('recorded');

    expect(await read()).toEqual({
      ...aMessage({ status: 'delivered', providerId: 'ses-0' }),
      events: [
        { status: 'sent', at: aMoment.toISOString() },
        { status: 'delivered', at: at.toISOString(), detail: 'the mail server took it' },
      ],
    });
  });

  test('twice is recorded once, also when both come at the same time', async () => {
    await enter({ status: 'sent' });

    const outcomes = await Promise.all([recordReceipt(delivered), recordReceipt(delivered), recordReceipt(delivered)]);

    expect(outcomes.sort()).toEqual(['recorded', 'repeated', 'repeated']);
    expect((await read())?.events).toHaveLength(2);
  });

  test('of what its reader did keeps each once, also when all come at the same time, and moves nothing', async () => {
    await enter({ status: 'delivered' });
    const opened = { id: 'opened', engagement: 'opened', detail: 'the e-mail was opened' } as const;
    const clicked = { id: 'clicked', engagement: 'clicked', detail: 'a link in the e-mail was clicked' } as const;

    const outcomes = await Promise.all([opened, clicked, opened, opened].map(recordReceipt));

    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(2);
    const message = await read();
    expect(message?.status).toBe('delivered');
    expect(message?.events.flatMap(({ engagement }) => engagement ?? []).toSorted()).toEqual(['clicked', 'opened']);
  });

  test('never moves a status back, but is kept in the timeline when it says something', async () => {
    await enter({ status: 'sent' });
    await recordReceipt({ id: 'c1', status: 'complained', reason: 'complaint', detail: 'the reader complained' });

    expect(await recordReceipt(delivered)).toBe('recorded');

    expect(await read()).toMatchObject({
      status: 'complained',
      reason: 'complaint',
      events: [{ status: 'sent' }, { status: 'complained' }, { status: 'complained', detail: 'the mail server took it' }],
    });
  });

  test('that says nothing new is not written', async () => {
    await enter({ status: 'delivered' });

    expect(await recordReceipt({ id: 's1', status: 'sent' })).toBe('stale');
    expect((await read())?.events).toHaveLength(1);
  });

  test('that a message was sent, again, changes nothing; about another address it is foreign all the same', async () => {
    await enter({ status: 'sent' });

    expect(await recordReceipt({ id: 's1', status: 'sent' })).toBe('stale');
    expect(await recordReceipt({ id: 's1', status: 'sent', address: 'eve@example.com' })).toBe('foreign');
    expect(await read()).toEqual(aMessage({ status: 'sent' }));
  });

  test('resolves a send in doubt, so that nobody sends again', async () => {
    await enter();
    const fence = await sending();
    await store.ledger.step({ notificationId: id, channel: 'email', fence, status: 'unknown', at: store.now() });

    expect(await recordReceipt({ id: 's1', status: 'sent' })).toBe('recorded');
    store.pass(1_000);

    expect(await read()).toMatchObject({ status: 'sent', providerId: 'ses-1' });
    expect(await store.ledger.find({ notificationId: id, channel: 'email', ...rules, now: store.now() })).toEqual({
      outcome: 'finished',
    });
  });

  test('that arrives before our own note of the send stands, and the note changes nothing', async () => {
    await enter();
    const fence = await sending();
    await recordReceipt(delivered);

    const sent = { notificationId: id, channel: 'email', status: 'sent', providerId: 'ses-1', at: store.now(), fence } as const;
    expect(await store.ledger.step(sent)).toBe(false);

    expect(await read()).toMatchObject({ status: 'delivered', providerId: 'ses-1' });
  });

  test('takes back the reason of doubt that was given up', async () => {
    await enter({ status: 'unknown', reason: 'ambiguous_send' });

    await recordReceipt(delivered);

    expect(await read()).toMatchObject({ status: 'delivered' });
    expect(await read()).not.toHaveProperty('reason');
  });

  test('without a status leaves status and reason as they are', async () => {
    await enter({ status: 'failed', reason: 'provider_rejected' });

    expect(await recordReceipt({ detail: 'not delivered yet' })).toBe('recorded');

    expect(await read()).toMatchObject({ status: 'failed', reason: 'provider_rejected', events: [{}, { status: 'failed' }] });
  });

  test('about another address is foreign, and changes nothing', async () => {
    await enter({ status: 'sent' });

    expect(await recordReceipt({ ...delivered, address: 'eve@example.com' })).toBe('foreign');
    expect(await read()).toEqual(aMessage({ status: 'sent' }));
    expect(await recordReceipt({ ...delivered, address: 'ADA@example.com' })).toBe('recorded');
  });

  test('about a message that is not there, or no longer, is missing', async () => {
    expect(await recordReceipt(delivered)).toBe('missing');
    await enter({ status: 'sent' });

    expect(await recordReceipt({ ...delivered, channel: 'sms' })).toBe('missing');
    store.at('2031-01-02T00:00:00.000Z');
    expect(await recordReceipt(delivered)).toBe('missing');
  });
});
