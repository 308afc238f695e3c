import fc from 'fast-check';
import type { SmsReservation } from '../../../../core/channels/sms/ports/sms-meter.ts';
import { type SmsLimits, smsWindows } from '../../../../core/channels/sms/rules/sms-guard.ts';
import { RetryableError } from '../../../../core/errors.ts';
import { aMoment, notificationId } from '../../../world.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';

const plenty: SmsLimits = { perNumber: { anHour: 1_000, aDay: 1_000 }, perPrefix: { anHour: 1_000, aDay: 1_000 } };

type Change = Partial<SmsReservation> & { name?: string; number?: string; limits?: SmsLimits };

function anSms({
  name = 'n1',
  number = '+447400123456',
  limits = plenty,
  at = aMoment,
  ...changes
}: Change = {}): SmsReservation {
  const windows = smsWindows(number, at, limits);
  return { notificationId: notificationId(name), segments: 1, cost: 100, budget: 1_000, windows, at, ...changes };
}

describeEachStore('the SMS meter', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });
  const reserve = (change: Change = {}) => store.meter.reserve(anSms({ at: store.now(), ...change }));

  test('grants what there is money for, and says what the month has come to', async () => {
    expect(await reserve()).toEqual({ outcome: 'granted', spent: 100 });
    expect(await reserve({ name: 'n2', cost: 250 })).toEqual({ outcome: 'granted', spent: 350 });
  });

  test('grants to the last cent and not beyond', async () => {
    expect(await reserve({ cost: 900 })).toMatchObject({ outcome: 'granted' });
    expect(await reserve({ name: 'n2', cost: 101 })).toEqual({ outcome: 'refused', reason: 'budget_exceeded', spent: 900 });
    expect(await reserve({ name: 'n3', cost: 100 })).toEqual({ outcome: 'granted', spent: 1_000 });
    expect(await reserve({ name: 'n4', cost: 1 })).toEqual({ outcome: 'refused', reason: 'budget_exceeded', spent: 1_000 });
  });

  test('refuses the first one already when it costs more than the month may', async () => {
    expect(await reserve({ cost: 1_001 })).toEqual({ outcome: 'refused', reason: 'budget_exceeded', spent: 0 });
    expect(await reserve({ budget: 0, cost: 1 })).toEqual({ outcome: 'refused', reason: 'budget_exceeded', spent: 0 });
  });

  test('lets one pass that has no limit, and counts it all the same', async () => {
    await reserve({ cost: 1_000 });

    expect(await store.meter.reserve({ ...anSms({ name: 'n2' }), budget: undefined })).toEqual({
      outcome: 'granted',
      spent: 1_100,
    });
  });

  test('checks as it would grant, and counts nothing by it', async () => {
    await reserve({ cost: 600 });

    const decide = (change: Change) => store.meter.decide(anSms({ at: store.now(), ...change }));
    expect(await decide({ cost: 400 })).toEqual({ outcome: 'granted', spent: 1_000 });
    expect(await decide({ cost: 401 })).toEqual({ outcome: 'refused', reason: 'budget_exceeded', spent: 600 });
    expect(await store.meter.decide({ ...anSms({ cost: 401 }), budget: undefined })).toMatchObject({ outcome: 'granted' });
    const one: SmsLimits = { ...plenty, perNumber: { anHour: 1, aDay: 100 } };
    expect(await decide({ limits: one })).toEqual({ outcome: 'refused', reason: 'throttled', spent: 600 });
    expect(await decide({ limits: one, number: '+447400999999' })).toEqual({ outcome: 'granted', spent: 700 });
    expect(await reserve({ name: 'n2', cost: 400 })).toEqual({ outcome: 'granted', spent: 1_000 });
  });

  test('begins again with the month, by UTC', async () => {
    store.at('2030-03-31T23:59:59.999Z');
    await reserve({ cost: 1_000 });
    store.at('2030-04-01T00:00:00.000Z');

    expect(await reserve({ name: 'n2', cost: 400 })).toEqual({ outcome: 'granted', spent: 400 });
  });

  test('counts a notification once, however often and whenever it is tried', async () => {
    await reserve({ cost: 1_000 });
    store.at('2030-03-18T00:00:00.000Z');

    expect(await reserve({ cost: 1_000 })).toEqual({ outcome: 'granted', spent: 1_000 });
    expect(await reserve({ name: 'n2' })).toMatchObject({ outcome: 'refused' });
  });

  test('takes back what was not sent, once', async () => {
    await reserve({ cost: 600 });
    await reserve({ name: 'n2', cost: 400 });

    await Promise.all([store.meter.giveBack(notificationId('n1')), store.meter.giveBack(notificationId('n1'))]);
    await store.meter.giveBack(notificationId('never'));

    expect(await reserve({ name: 'n3', cost: 600 })).toEqual({ outcome: 'granted', spent: 1_000 });
  });

  test('gives what was taken back to the month that it was in', async () => {
    await reserve({ cost: 600 });
    store.at('2030-04-01T00:00:00.000Z');
    await reserve({ name: 'n2', cost: 300 });

    await store.meter.giveBack(notificationId('n1'));

    expect(await reserve({ name: 'n3' })).toEqual({ outcome: 'granted', spent: 400 });
  });

  describe('with limits', () => {
    const limits: SmsLimits = { perNumber: { anHour: 2, aDay: 3 }, perPrefix: { anHour: 4, aDay: 100 } };
    const send = (name: string, number = '+447400123456') => reserve({ name, number, limits, cost: 1 });

    test('throttles one number by the hour and by the day, and leaves another alone', async () => {
      await send('n1');
      await send('n2');
      expect(await send('n3')).toEqual({ outcome: 'refused', reason: 'throttled', spent: 2 });
      expect(await send('n4', '+447400999999')).toMatchObject({ outcome: 'granted' });

      store.at('2030-03-15T13:00:00.000Z');
      expect(await send('n5')).toMatchObject({ outcome: 'granted' });
      expect(await send('n6')).toMatchObject({ reason: 'throttled' });

      store.at('2030-03-16T00:00:00.000Z');
      expect(await send('n7')).toMatchObject({ outcome: 'granted' });
    });

    test('throttles a range of numbers, each of which has had only one', async () => {
      for (const last of [1, 2, 3, 4])
        expect(await send(`n${last}`, `+44740012345${last}`)).toMatchObject({ outcome: 'granted' });

      expect(await send('n5', '+447400123999')).toMatchObject({ reason: 'throttled' });
    });

    test('counts nothing for what it refuses', async () => {
      await send('n1');
      await send('n2');
      for (let again = 0; again < 5; again += 1) await send('n3');

      expect(await reserve({ name: 'n4', number: '+447400123457', limits, cost: 1 })).toEqual({ outcome: 'granted', spent: 3 });
      expect(await send('n5', '+447400123458')).toMatchObject({ outcome: 'granted' });
    });

    test('gives the place back with the money', async () => {
      await send('n1');
      await send('n2');
      await store.meter.giveBack(notificationId('n2'));

      expect(await send('n3')).toEqual({ outcome: 'granted', spent: 2 });
    });

    test('gives back what was sent in an hour that is over', async () => {
      await send('n1');
      store.at('2030-03-15T14:00:00.000Z');
      await store.meter.giveBack(notificationId('n1'));

      expect(await send('n2')).toEqual({ outcome: 'granted', spent: 1 });
    });
  });

  test('twenty at once, each asked for twice, never pass the budget, and fill it', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);

    const grants = await Promise.all([...names, ...names].map((name) => asAQueueWould(() => reserve({ name, cost: 130 }))));

    const granted = new Set([...names, ...names].filter((_, index) => grants[index]?.outcome === 'granted'));
    expect(granted.size).toBe(7); // 7 × 130 = 910, and an eighth would make 1,040
    expect(await reserve({ name: 'other', cost: 0 })).toMatchObject({ spent: 910 });
  });

  test('whatever happens in whatever order, a month is what its grants come to, and never more than its budget', async () => {
    const step = fc.record({
      name: fc.constantFrom(...Array.from({ length: 20 }, (_, index) => `n${index}`)),
      cost: fc.integer({ min: 0, max: 400 }),
      back: fc.boolean(),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), fc.boolean(), async (steps, atOnce) => {
        store = await open();
        const costs = new Map<string, number>();
        const run = async ({ name, cost, back }: (typeof steps)[number]) => {
          const grant = await asAQueueWould(() => reserve({ name, cost }));
          if (grant.outcome === 'granted' && !costs.has(name)) costs.set(name, cost);
          if (!back || atOnce) return;
          await asAQueueWould(() => store.meter.giveBack(notificationId(name)));
          costs.delete(name);
        };

        const distinct = [...new Map(steps.map((each) => [each.name, each])).values()];
        if (atOnce) await Promise.all(distinct.map(run));
        else for (const each of steps) await run(each);

        const { spent } = await reserve({ name: 'other', cost: 0 });
        expect(spent).toBe([...costs.values()].reduce((sum, cost) => sum + cost, 0));
        expect(spent).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});

/** Does it again when it was told to: how long contenders stay in each other's way is not for a test to say. */
async function asAQueueWould<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
    }
  }
}
