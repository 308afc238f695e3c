import type { Claim, Step } from '../../../core/delivery/ports/ledger.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const id = notificationId('n1');
const rules = { leaseSeconds: 60, ambiguousWaitSeconds: 120 };

describeEachStore('the ledger', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  const enter = (changes: Partial<Parameters<StoreWorld['ledger']['enter']>[0]> = {}) =>
    store.ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt: farAway, ...changes });
  const claim = () => store.ledger.claim({ notificationId: id, channel: 'email', ...rules, now: store.now() });
  const step = (fence: number, change: Partial<Step>) =>
    store.ledger.step({ notificationId: id, channel: 'email', status: 'sending', at: store.now(), fence, ...change });
  const readEmail = async () => (await store.ledger.read(id))?.messages.find(({ channel }) => channel === 'email');

  async function claimed(): Promise<Claim & { outcome: 'yours' }> {
    const answer = await claim();
    if (answer.outcome !== 'yours') throw new Error(`the claim was answered with ${answer.outcome}`);
    return answer;
  }

  describe('enters', () => {
    test('a notification with its messages, and gives them back as they were', async () => {
      const data = { name: 'Ada', big: 2 ** 70, tiny: 1e-200, nested: { list: [1, null, ''], empty: {} } };
      const notification = aNotification({ data, test: true, locale: 'de-CH', timezone: 'Europe/Zurich' });
      const messages = [aMessage(), aMessage({ channel: 'sms', status: 'skipped', reason: 'no_address', address: undefined })];

      await enter({ notification, messages });

      expect(await store.ledger.read(id)).toEqual({ notification, messages });
    });

    test('data with prototype keys as data', async () => {
      const data = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');

      await enter({ notification: aNotification({ data }) });

      const stored = (await store.ledger.read(id))?.notification.data;
      expect(Object.keys(stored ?? {})).toEqual(['__proto__', 'constructor']);
      expect(stored?.polluted).toBeUndefined();
    });

    test('the inbox item with it, which raises the version of that inbox only', async () => {
      await enter({ inboxItem: anInboxItem() });

      expect(await store.feed.state('ada', { fresh: true })).toEqual({ version: 1, seenThrough: 0, readThrough: 0 });
      expect(await store.feed.state('grace', { fresh: true })).toMatchObject({ version: 0 });
    });

    test('nothing in an inbox when there is no item', async () => {
      await enter();

      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });
    });

    test('once: entering it again changes nothing and answers the messages as they stand', async () => {
      await enter({ inboxItem: anInboxItem() });
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });

      const [message] = await enter({
        messages: [aMessage({ address: 'new@example.com' })],
        inboxItem: anInboxItem({ title: 'New' }),
      });

      expect(message).toMatchObject({ status: 'sending', address: 'ada@example.com', attempts: 1 });
      expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 1 });
    });
  });

  test('does not know what was never entered, nor what has expired', async () => {
    expect(await store.ledger.read(id)).toBeUndefined();
    expect(await claim()).toEqual({ outcome: 'missing' });
    await enter({ expiresAt: new Date('2030-03-16T00:00:00.000Z') });
    store.at('2030-03-16T00:00:00.000Z');

    expect(await store.ledger.read(id)).toBeUndefined();
    expect(await claim()).toEqual({ outcome: 'missing' });
  });

  describe('a claim', () => {
    test('is yours, with the message and its notification, and counts the attempt', async () => {
      await enter();

      expect(await claimed()).toMatchObject({
        fence: 1,
        message: { ...aMessage(), attempts: 1 },
        notification: aNotification(),
      });
      expect(await readEmail()).toMatchObject({ status: 'queued', attempts: 1 });
    });

    test('on a channel that the notification does not have is missing', async () => {
      await enter();

      expect(await store.ledger.claim({ notificationId: id, channel: 'sms', ...rules, now: aMoment })).toEqual({
        outcome: 'missing',
      });
    });

    test('is busy while another holds the lease, for as long as it lasts', async () => {
      await enter();
      await claimed();
      store.pass(20);

      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 40 });
    });

    test('is free again when a lease has run out before the send, and the older fence no longer counts', async () => {
      await enter();
      const first = await claimed();
      store.pass(60);
      const second = await claimed();

      expect(second.fence).toBeGreaterThan(first.fence);
      expect(second.message).toMatchObject({ status: 'queued', attempts: 2 });
      expect(await step(first.fence, { status: 'sending' })).toBe(false);
      expect(await readEmail()).toMatchObject({ status: 'queued', events: aMessage().events });
    });

    test('is busy for a message whose release is still being written', async () => {
      await enter({ messages: [aMessage({ status: 'scheduled' })] });

      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 60 });
    });

    test.each(['sent', 'delivered', 'bounced', 'failed', 'skipped', 'canceled', 'simulated'] as const)(
      'of a message that is %s is finished',
      async (status) => {
        await enter({ messages: [aMessage({ status })] });

        expect(await claim()).toEqual({ outcome: 'finished' });
      },
    );

    test('of a message that was given up makes it queued again, without its reason, and is yours', async () => {
      await enter();
      const first = await claimed();
      await step(first.fence, { status: 'sending' });
      await step(first.fence, { status: 'failed', reason: 'gave_up' });
      store.pass(600);

      const { message } = await claimed();

      expect(message).toMatchObject({ status: 'queued', attempts: 2 });
      expect(message.reason).toBeUndefined();
      expect(message.events.map(({ status }) => status)).toEqual(['queued', 'sending', 'failed', 'queued']);
      expect(await readEmail()).toEqual(message);
      expect(await step(first.fence, { status: 'sending' })).toBe(false);
    });

    test('of a send that crashed turns it into doubt, which waits and is then yours as such', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      store.pass(59);
      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 1 });

      store.pass(1);
      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 120 });
      expect(await readEmail()).toMatchObject({ status: 'unknown', attempts: 1 });
      store.pass(119);
      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 1 });

      store.pass(1);
      expect(await claimed()).toMatchObject({ message: { status: 'unknown', attempts: 2 } });
      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 60 });
    });

    test('of doubt that was resolved with a reason is finished', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      await step(fence, { status: 'unknown', at: new Date('2030-03-01T00:00:00.000Z') });
      const again = await claimed();
      await step(again.fence, { status: 'unknown', reason: 'ambiguous_send' });
      store.pass(1_000);

      expect(await claim()).toEqual({ outcome: 'finished' });
    });
  });

  describe('a release', () => {
    test('leaves a message as if it had not been claimed', async () => {
      await enter();
      const { fence } = await claimed();

      await store.ledger.giveBack({ notificationId: id, channel: 'email', fence });

      expect(await readEmail()).toEqual(aMessage());
      expect(await claimed()).toMatchObject({ message: { attempts: 1 } });
    });

    test('by someone who no longer holds it, or twice, changes nothing', async () => {
      await enter();
      const first = await claimed();
      await store.ledger.giveBack({ notificationId: id, channel: 'email', fence: first.fence });
      await store.ledger.giveBack({ notificationId: id, channel: 'email', fence: first.fence });
      await claimed();
      await store.ledger.giveBack({ notificationId: id, channel: 'email', fence: first.fence });

      expect(await claim()).toMatchObject({ outcome: 'busy' });
      expect(await readEmail()).toMatchObject({ attempts: 1 });
    });

    test('after a send was noted changes nothing', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });

      await store.ledger.giveBack({ notificationId: id, channel: 'email', fence });

      expect(await claim()).toMatchObject({ outcome: 'busy' });
    });
  });

  describe('a step', () => {
    test('moves the status and tells the timeline', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      store.pass(2);

      expect(await step(fence, { status: 'sent', providerId: 'ses-1', detail: 'accepted' })).toBe(true);

      expect(await readEmail()).toEqual({
        ...aMessage({ status: 'sent' }),
        attempts: 1,
        providerId: 'ses-1',
        events: [
          { status: 'queued', at: '2030-03-15T12:00:00.000Z' },
          { status: 'sending', at: '2030-03-15T12:00:00.000Z' },
          { status: 'sent', at: '2030-03-15T12:00:02.000Z', detail: 'accepted' },
        ],
      });
    });

    test('to an end carries its reason', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'simulated', reason: 'test_key' });

      expect(await readEmail()).toMatchObject({ status: 'simulated', reason: 'test_key' });
      expect(await claim()).toEqual({ outcome: 'finished' });
    });

    test('back to the queue frees the claim at once', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      await step(fence, { status: 'queued', detail: 'throttled' });

      expect(await claimed()).toMatchObject({ message: { status: 'queued', attempts: 2 } });
    });

    test('into doubt waits from that moment', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      await step(fence, { status: 'unknown' });

      expect(await claim()).toEqual({ outcome: 'busy', afterSeconds: 120 });
    });

    test('that comes late still resolves doubt, as long as nobody else took the message', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      store.pass(60);
      await claim();

      expect(await step(fence, { status: 'sent', providerId: 'ses-1' })).toBe(true);
      expect(await claim()).toEqual({ outcome: 'finished' });
    });

    test('backwards is not taken', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });
      await step(fence, { status: 'sent' });
      store.pass(1);

      expect(await step(fence, { status: 'queued' })).toBe(false);
      expect(await step(fence, { status: 'scheduled' })).toBe(false);
      expect(await readEmail()).toMatchObject({ status: 'sent' });
    });

    test('that is recorded twice, its first answer being lost, is there once', async () => {
      await enter();
      const { fence } = await claimed();
      await step(fence, { status: 'sending' });

      expect(await step(fence, { status: 'sending' })).toBe(true);
      expect((await readEmail())?.events).toHaveLength(2);
    });

    test('without a claim is not taken', async () => {
      expect(await step(1, { status: 'sending' })).toBe(false);
      await enter();

      expect(await step(1, { status: 'sending' })).toBe(false);
    });
  });
});
