import { FrequencyCapReached, RetryableError } from '../../../core/errors.ts';
import type { CapWindow } from '../../../core/planning/rules/frequency-cap.ts';
import type { UserRecord } from '../../../core/users/ports/users.ts';
import { aMessage, aMoment, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const inThisHour: CapWindow = { window: 'email#2030-03-15T12', most: 2 };
const today: CapWindow = { window: 'email#2030-03-15', most: 3 };
const dueAt = new Date('2030-03-15T22:00:00.000Z');

describeEachStore("a user's frequency caps", (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
    await store.users.upsert('ada', {}, aMoment);
  });

  type Entry = Parameters<StoreWorld['ledger']['enter']>[0];
  const enter = (name: string, capWindows: readonly CapWindow[] = [inThisHour], changes: Partial<Entry> = {}) => {
    const id = notificationId(name);
    const message = aMessage({ notificationId: id });
    return store.ledger.enter({
      notification: aNotification({ id }),
      messages: [message],
      capWindows,
      expiresAt: farAway,
      ...changes,
    });
  };
  const enterHeld = (name: string) =>
    enter(name, [], { messages: [aMessage({ notificationId: notificationId(name), status: 'scheduled', dueAt })] });
  const release = (name: string, capWindows: readonly CapWindow[] = [inThisHour]) =>
    store.ledger.release({
      notificationId: notificationId(name),
      moves: [{ channel: 'email', heldUntil: dueAt, status: 'queued', address: 'ada@example.com' }],
      explanation: [],
      capWindows,
      at: dueAt,
    });
  const statusOf = async (name: string) => (await store.ledger.read(notificationId(name)))?.messages[0]?.status;
  const usedUp = (capWindows: readonly CapWindow[] = [inThisHour, today]) => store.frequencyCapCounts.usedUp('ada', capWindows);
  const refusal = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ name: 'FrequencyCapReached' });

  test('is to be had as long as there are any, and looking takes none', async () => {
    await enter('n1');

    for (let looks = 0; looks < 3; looks += 1) expect(await usedUp()).toEqual([]);
    await enter('n2');

    expect(await usedUp()).toEqual([inThisHour.window]);
  });

  test('that is not to be had keeps everything from being entered', async () => {
    await enter('n1');
    await enter('n2');

    const inboxItem = anInboxItem({ notificationId: notificationId('n3') });
    await refusal(enter('n3', [today, inThisHour], { inboxItem }));

    expect(await store.ledger.read(notificationId('n3'))).toBeUndefined();
    expect(await store.feed.state('ada', { fresh: true })).toMatchObject({ version: 0 });
    expect(await usedUp([{ ...today, most: 1 }])).toEqual([]);
  });

  test('is told by its window, each one that is used up', async () => {
    for (const name of ['n1', 'n2', 'n3']) await enter(name, [today, { window: inThisHour.window }]);

    await expect(enter('n4', [today, inThisHour])).rejects.toMatchObject({ windows: [today.window, inThisHour.window] });
    expect(await usedUp()).toEqual([inThisHour.window, today.window]);
  });

  test('is taken once by one notification, however often it is entered', async () => {
    await enter('n1');
    const again = [await enter('n1'), await enter('n1')];

    expect(again.flat().map(({ status }) => status)).toEqual(['queued', 'queued']);
    await enter('n2');
    expect(await enter('n1')).toHaveLength(1); // also when no other would be entered
  });

  test('is taken by what goes in any case, even when there is none', async () => {
    for (const name of ['n1', 'n2', 'n3']) await enter(name, [{ window: inThisHour.window }]);

    await refusal(enter('n4'));
  });

  test('is one of that user, window and channel', async () => {
    await enter('n1');
    await enter('n2');

    await enter('n3', [{ ...inThisHour, window: 'email#2030-03-15T13' }]);
    await enter('n4', [{ ...inThisHour, window: 'sms#2030-03-15T12' }]);
    await enter('n5', [inThisHour], { notification: aNotification({ id: notificationId('n5'), userId: 'grace' }) });
    expect(await usedUp()).toEqual([inThisHour.window]);
  });

  test('goes to exactly as many as there are, of twenty at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const five = { ...inThisHour, most: 5 };

    const outcomes = await Promise.all(names.map((name) => outcomeOf(() => enter(name, [five]))));

    expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'used up')).toHaveLength(15);
    const there = await Promise.all(names.map((name) => statusOf(name)));
    expect(there.filter((status) => status === 'queued')).toHaveLength(5);
  });

  test('is taken when what was held is released, and not before', async () => {
    for (const name of ['n1', 'n2', 'n3']) await enterHeld(name);
    expect(await usedUp([{ ...inThisHour, most: 1 }])).toEqual([]);

    expect([await release('n1'), await release('n1'), await release('n2')]).toEqual([true, false, true]);

    await refusal(release('n3'));
    expect(await statusOf('n3')).toBe('scheduled');
    expect(await release('n1')).toBe(false); // somebody was faster, also when no place is left
    expect(await release('n3', [])).toBe(true);
  });

  test('goes to exactly as many as there are, of ten that are released at once', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
    for (const name of names) await enterHeld(name);

    const outcomes = await Promise.all(names.map((name) => outcomeOf(() => release(name))));

    expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(2);
    const statuses = await Promise.all(names.map((name) => statusOf(name)));
    expect(statuses.filter((status) => status === 'queued')).toHaveLength(2);
  });

  test('is not taken by what was canceled before it was entered', async () => {
    await store.ledger.cancel({ notificationId: notificationId('n1'), at: aMoment, expiresAt: farAway });

    await enter('n1');

    expect(await statusOf('n1')).toBe('canceled');
    expect(await usedUp([{ ...inThisHour, most: 1 }])).toEqual([]);
  });

  test('leaves nothing of a user who is deleted, and is not taken for them any more', async () => {
    await enter('n1');
    await enter('n2');

    await store.records.close('ada', aMoment);
    while ((await store.records.eraseSome('ada')).more);
    expect(await enter('n3', [today])).toEqual([]);

    expect(await usedUp([inThisHour, today].map((place) => ({ ...place, most: 1 })))).toEqual([]);
  });

  test('is among everything that is kept of its user, page by page', async () => {
    await enter('n1', [inThisHour, today]);
    await enter('n2', [inThisHour]);

    const records: UserRecord[] = [];
    let after: string | undefined;
    do {
      const page = await store.records.page({ userId: 'ada', after, limit: 1 });
      records.push(...page.records);
      after = page.next;
    } while (after !== undefined);

    expect(records.filter(({ kind }) => kind !== 'notification')).toEqual([
      { kind: 'frequency-cap', window: today.window, taken: 1 },
      { kind: 'frequency-cap', window: inThisHour.window, taken: 2 },
    ]);
    expect(records).toHaveLength(4);
  });
});

/** Does it again when it was told to: how long contenders stay in each other's way is not for a test to say. */
async function outcomeOf(work: () => Promise<unknown>): Promise<'entered' | 'used up'> {
  for (;;) {
    try {
      await work();
      return 'entered';
    } catch (error) {
      if (error instanceof FrequencyCapReached) return 'used up';
      if (!(error instanceof RetryableError)) throw error;
    }
  }
}
