import type { FirstStep, Free, Step } from '../../../core/delivery/ports/ledger.ts';
import type { Outcomes } from '../../../core/delivery/rules/outcomes.ts';
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
  const find = () => store.ledger.find({ notificationId: id, channel: 'email', ...rules, now: store.now() });
  const step = (fence: number, change: Partial<Step>) =>
    store.ledger.step({ notificationId: id, channel: 'email', status: 'sending', at: store.now(), fence, ...change });
  const readEmail = async () => (await store.ledger.read(id))?.messages.find(({ channel }) => channel === 'email');

  async function found(): Promise<Free> {
    const answer = await find();
    if (answer.outcome !== 'free') throw new Error(`it was found ${answer.outcome}`);
    return answer;
  }

  const takeAs = (free: Free, change: Partial<FirstStep> = {}) =>
    store.ledger.take(free, { status: 'sending', at: store.now(), leaseSeconds: rules.leaseSeconds, ...change });

  async function taken(change: Partial<FirstStep> = {}): Promise<number> {
    const fence = await takeAs(await found(), change);
    if (fence === undefined) throw new Error('somebody else has moved it');
    return fence;
  }

  describe('enters', () => {
    test('a notification with its messages, and gives them back as they were', async () => {
      const data = { name: 'Ada', big: 2 ** 70, tiny: 1e-200, nested: { list: [1, null, ''], empty: {} } };
      const profile = { name: 'Ada', attributes: { big: 2 ** 70, constructor: ['red', true] } };
      const actor = { id: 'grace', name: 'Grace' };
      const notification = aNotification({ data, profile, actor, test: true, locale: 'de-CH', timezone: 'Europe/Zurich' });
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
      await taken();

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
    expect(await find()).toEqual({ outcome: 'missing' });
    await enter({ expiresAt: new Date('2030-03-16T00:00:00.000Z') });
    store.at('2030-03-16T00:00:00.000Z');

    expect(await store.ledger.read(id)).toBeUndefined();
    expect(await find()).toEqual({ outcome: 'missing' });
  });

  describe('a message', () => {
    test('is found free, with its notification, and stays as it is', async () => {
      await enter();

      expect(await find()).toEqual({ outcome: 'free', fence: 0, message: aMessage(), notification: aNotification() });
      expect(await readEmail()).toEqual(aMessage());
    });

    test('that the notification does not have is missing', async () => {
      await enter();

      expect(await store.ledger.find({ notificationId: id, channel: 'sms', ...rules, now: aMoment })).toEqual({
        outcome: 'missing',
      });
    });

    test('that is taken counts the attempt, and is busy for as long as its lease lasts', async () => {
      await enter();
      await taken({ bill: { segments: 2, estimatedUsd: 0.08 }, provider: 'twilio' });
      store.pass(20);

      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 40 });
      const bill = { segments: 2, estimatedUsd: 0.08 };
      expect(await readEmail()).toMatchObject({ status: 'sending', attempts: 1, bill, provider: 'twilio' });
    });

    test('that goes to several addresses keeps how far it has come, while it is held', async () => {
      await enter();
      const fence = await taken();
      const note = (outcomes: Outcomes, by = fence) =>
        store.ledger.noteOutcomes({ notificationId: id, channel: 'email', fence: by ?? 0, outcomes });

      expect(await note({ one: 'sent' })).toBe(true);
      expect(await note({ two: 'sent' }, 7)).toBe(false);
      expect(await readEmail()).toMatchObject({ status: 'sending', outcomes: { one: 'sent' } });
      await step(fence, { status: 'queued', outcomes: { one: 'sent', two: 'doubt' } });

      expect(await note({ three: 'sent' })).toBe(false); // nobody holds it
      expect(await readEmail()).toMatchObject({ status: 'queued', outcomes: { one: 'sent', two: 'doubt' } });
    });

    test('that was found free by two is taken by one of them', async () => {
      await enter();
      const both = [await found(), await found()];

      const fences = await Promise.all(both.map((free) => takeAs(free)));

      expect(fences.filter((fence) => fence !== undefined)).toEqual([1]);
      expect(await readEmail()).toMatchObject({ attempts: 1, events: [{ status: 'queued' }, { status: 'sending' }] });
    });

    test('that was canceled after it was found is not taken', async () => {
      await enter();
      const free = await found();
      await store.ledger.cancel({ notificationId: id, at: store.now(), expiresAt: farAway });

      expect(await takeAs(free)).toBeUndefined();
      expect(await readEmail()).toMatchObject({ status: 'canceled', attempts: 0 });
    });

    test('may be taken to its end at once', async () => {
      await enter();
      const free = await found();

      expect(await takeAs(free, { status: 'delivered' })).toBeUndefined();
      expect(await takeAs(free, { status: 'suppressed', reason: 'suppressed_manual', detail: 'by hand' })).toBe(1);

      expect(await find()).toEqual({ outcome: 'finished' });
      expect((await readEmail())?.events.at(-1)).toMatchObject({ status: 'suppressed', detail: 'by hand' });
    });

    test('is busy while its release is still being written', async () => {
      await enter({ messages: [aMessage({ status: 'scheduled' })] });

      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 60 });
    });

    test.each(['sent', 'delivered', 'bounced', 'failed', 'skipped', 'canceled', 'simulated'] as const)(
      'that is %s is finished',
      async (status) => {
        await enter({ messages: [aMessage({ status })] });

        expect(await find()).toEqual({ outcome: 'finished' });
      },
    );

    test('that was given up is queued again, without its reason, and free', async () => {
      await enter();
      const first = await taken();
      await step(first, { status: 'failed', reason: 'gave_up' });
      store.pass(600);

      const { message } = await found();

      expect(message).toMatchObject({ status: 'queued', attempts: 1 });
      expect(message.reason).toBeUndefined();
      expect(message.events.map(({ status }) => status)).toEqual(['queued', 'sending', 'failed', 'queued']);
      expect(await readEmail()).toEqual(message);
      await taken();
      expect(await step(first, { status: 'sent' })).toBe(false);
    });

    test('whose send crashed is in doubt, which waits and is then free as such', async () => {
      await enter();
      await taken();
      store.pass(59);
      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 1 });

      store.pass(1);
      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 120 });
      expect(await readEmail()).toMatchObject({ status: 'unknown', attempts: 1 });
      store.pass(119);
      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 1 });

      store.pass(1);
      expect(await found()).toMatchObject({ message: { status: 'unknown', attempts: 1 } });
      await taken();
      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 60 });
    });

    test('whose doubt was ended with a reason is finished', async () => {
      await enter();
      await step(await taken(), { status: 'unknown', at: new Date('2030-03-01T00:00:00.000Z') });
      await taken({ status: 'unknown', reason: 'ambiguous_send' });
      store.pass(1_000);

      expect(await find()).toEqual({ outcome: 'finished' });
    });
  });

  describe('a step', () => {
    test('moves the status and tells the timeline', async () => {
      await enter();
      const fence = await taken();
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
      const fence = await taken();
      await step(fence, { status: 'failed', reason: 'provider_rejected' });

      expect(await readEmail()).toMatchObject({ status: 'failed', reason: 'provider_rejected' });
      expect(await find()).toEqual({ outcome: 'finished' });
    });

    test('back to the queue frees it at once', async () => {
      await enter();
      const fence = await taken();
      await step(fence, { status: 'queued', detail: 'throttled' });

      expect(await found()).toMatchObject({ message: { status: 'queued', attempts: 1 } });
    });

    test('into doubt waits from that moment', async () => {
      await enter();
      const fence = await taken();
      await step(fence, { status: 'unknown' });

      expect(await find()).toEqual({ outcome: 'busy', afterSeconds: 120 });
    });

    test('that comes late still resolves doubt, as long as nobody else took the message', async () => {
      await enter();
      const fence = await taken();
      store.pass(60);
      await find();

      expect(await step(fence, { status: 'sent', providerId: 'ses-1' })).toBe(true);
      expect(await find()).toEqual({ outcome: 'finished' });
    });

    test('backwards is not taken', async () => {
      await enter();
      const fence = await taken();
      await step(fence, { status: 'sent' });
      store.pass(1);

      expect(await step(fence, { status: 'queued' })).toBe(false);
      expect(await step(fence, { status: 'scheduled' })).toBe(false);
      expect(await readEmail()).toMatchObject({ status: 'sent' });
    });

    test('that is recorded twice, its first answer being lost, is there once', async () => {
      await enter();
      const fence = await taken();
      await step(fence, { status: 'sent' });

      expect(await step(fence, { status: 'sent' })).toBe(true);
      expect((await readEmail())?.events).toHaveLength(3);
    });

    test('of a message that nobody took is not recorded', async () => {
      expect(await step(1, { status: 'sent' })).toBe(false);
      await enter();

      expect(await step(1, { status: 'sent' })).toBe(false);
    });
  });
});
