import fc from 'fast-check';
import type { Channel, Priority } from '../../../contract/values.ts';
import { type FrequencyCap, type FrequencyCapPolicy, windowOf } from '../../../core/planning/rules/frequency-cap.ts';
import { capWindowsOf, type NewPlan, planForUser } from '../../../core/planning/rules/plan-for-user.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const fiveAnHour: FrequencyCap = { channel: 'email', most: 5, per: 'hour' };
const ada = { email: 'ada@example.com', phone: '+447700900123', timezone: 'Europe/London' };

type Changes = {
  user?: NewPlan['user'];
  overrides?: NewPlan['overrides'];
  over?: 'digest' | 'skip';
  allowances?: FrequencyCap[];
  required?: true;
};

/** What is planned for Ada when every window that her allowances are for is used up. */
function planUsedUp({ user = ada, overrides = { channels: ['email'] }, over = 'digest', required, ...changes }: Changes = {}) {
  const { allowances = [fiveAnHour] } = changes;
  const frequencyCaps = { allowances, over, usedUp: allowances.map((each) => windowOf(each, user, noon)) };
  const workflow = aWorkflow({ ...(required && { required }) }) as unknown as Workflow;
  return planForUser({ workflow, user, overrides, test: false, frequencyCaps }, { smsCountries: ['GB'] }, noon);
}

describe('a window is an hour or a day of the user', () => {
  test.each([
    ['Europe/London', '2030-03-15T12:59:59Z', 'hour', 'email#2030-03-15T12'],
    ['Asia/Kolkata', '2030-03-15T12:29:59Z', 'hour', 'email#2030-03-15T17'],
    ['Asia/Kolkata', '2030-03-15T12:30:00Z', 'hour', 'email#2030-03-15T18'],
    ['Asia/Tokyo', '2030-03-15T15:00:00Z', 'day', 'email#2030-03-16'],
    ['America/New_York', '2030-03-15T03:00:00Z', 'day', 'email#2030-03-14'],
  ] as const)('in %s, at %s, by the %s: %s', (timezone, at, per, window) => {
    expect(windowOf({ ...fiveAnHour, per }, { timezone }, new Date(at))).toBe(window);
  });

  test('of UTC where nobody knows where they are, and an hour that the clock shows twice is one', () => {
    expect(windowOf(fiveAnHour, {}, noon)).toBe('email#2030-03-15T12');
    const [summer, winter] = ['2030-10-27T00:30:00Z', '2030-10-27T01:30:00Z'].map((at) =>
      windowOf(fiveAnHour, { timezone: 'Europe/London' }, new Date(at)),
    );
    expect(winter).toBe(summer);
  });
});

describe('when it is used up', () => {
  test('an e-mail goes into the next digest, and says why', () => {
    expect(planUsedUp()).toEqual([
      {
        channel: 'email',
        decision: 'digest',
        cadence: 'daily',
        because:
          'the publish named this channel, but the user has had 5 e-mails in this hour already: it goes into their next daily digest',
      },
    ]);
  });

  test('or is skipped as throttled, as the owner chooses', () => {
    expect(planUsedUp({ over: 'skip', allowances: [{ channel: 'email', most: 1, per: 'day' }] })).toEqual([
      {
        channel: 'email',
        decision: 'skip',
        reason: 'throttled',
        because: 'the publish named this channel, but the user has had 1 e-mail today already',
      },
    ]);
  });

  test('an SMS is skipped, as no digest takes any', () => {
    expect(planUsedUp({ overrides: { channels: ['sms'] }, allowances: [{ channel: 'sms', most: 2, per: 'day' }] })).toMatchObject(
      [{ decision: 'skip', reason: 'throttled', because: expect.stringContaining('2 SMS today already') }],
    );
  });

  test('who has unsubscribed from the daily digest gets nothing by it', () => {
    const user = { ...ada, preferences: { 'daily-digest': { email: 'opted_out' as const } } };

    expect(planUsedUp({ user })).toMatchObject([{ decision: 'skip', reason: 'throttled' }]);
  });

  test('an SMS that may not go there becomes an inbox item, not one more e-mail', () => {
    const user = { ...ada, phone: '+33612345678' };

    expect(planUsedUp({ user, overrides: { channels: ['sms'] } })).toMatchObject([
      { channel: 'sms', decision: 'skip', reason: 'country_blocked' },
      { channel: 'inbox', decision: 'send', instead_of: 'sms' },
    ]);
    expect(planUsedUp({ user, overrides: { channels: ['sms'], priority: 'urgent' } })).toMatchObject([
      { channel: 'sms', decision: 'skip' },
      { channel: 'email', decision: 'send', instead_of: 'sms' },
    ]);
  });

  test.each<[string, Changes]>([
    ['what is urgent', { overrides: { channels: ['email'], priority: 'urgent' } }],
    ['a required workflow', { required: true }],
    ['the inbox', { overrides: { channels: ['inbox'] } }],
    ['another channel', { overrides: { channels: ['sms'] } }],
  ])('%s goes all the same', (_name, changes) => {
    expect(planUsedUp(changes)).toMatchObject([{ decision: 'send' }]);
  });
});

describe('whatever is planned', () => {
  const option = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const allowances = fc.uniqueArray(
    fc.record({
      channel: fc.constantFrom('email' as const, 'sms' as const),
      most: fc.integer({ min: 1, max: 9 }),
      per: fc.constantFrom('hour' as const, 'day' as const),
    }),
    { selector: ({ channel, per }) => channel + per },
  );
  const fresh = fc.record({
    workflow: fc
      .record({
        priority: fc.constantFrom<Priority>('low', 'normal', 'high', 'urgent'),
        kind: fc.constantFrom<Partial<Workflow>>({}, { required: true }, { digest: 'daily' }, { digest: 'weekly' }),
      })
      .map(({ priority, kind }) => aWorkflow({ priority, ...(kind as object) }) as unknown as Workflow),
    user: fc.record({
      email: option(fc.constant(ada.email)),
      phone: option(fc.constantFrom(ada.phone, '+33612345678')),
      timezone: option(fc.constantFrom('Asia/Kolkata', 'America/New_York')),
      quietHours: option(fc.constantFrom({ start: '06:00', end: '15:00' }, { start: '22:00', end: '07:00' })),
      preferences: option(fc.record({ general: fc.record({ email: option(fc.constantFrom('opted_in', 'opted_out')) }) })),
    }),
    overrides: fc.record({
      channels: option(fc.constantFrom<Channel[]>(['inbox', 'email', 'sms'], ['email'], ['sms'])),
      sendAt: option(fc.constantFrom(new Date(noon.getTime() - 1), new Date(noon.getTime() + 60_000))),
    }),
    test: fc.constant(false),
  });
  const budget = fc.record({ allowances, over: fc.constantFrom('digest' as const, 'skip' as const) });
  const by = (it: unknown, given: FrequencyCapPolicy, usedUp: string[]) =>
    ({ ...(it as NewPlan), frequencyCaps: { ...given, usedUp } }) satisfies NewPlan;

  test('nothing changes while there is room, and a place is taken for each that goes, in each window', () => {
    fc.assert(
      fc.property(fresh, budget, (it, given) => {
        const planned = planForUser(by(it, given, []), { smsCountries: ['GB'] }, noon);

        expect(planned).toEqual(planForUser(it as NewPlan, { smsCountries: ['GB'] }, noon));
        const going = planned.filter(({ decision }) => decision === 'send').map(({ channel }) => channel);
        expect(capWindowsOf(planned, by(it, given, []), noon)).toHaveLength(
          given.allowances.filter(({ channel }) => going.includes(channel)).length,
        );
      }),
    );
  });

  test('what is planned with windows used up asks for no place there, but for what goes always', () => {
    fc.assert(
      fc.property(fresh, budget, (it, given) => {
        const { workflow, user } = it as NewPlan;
        const usedUp = given.allowances.map((each) => windowOf(each, user, noon));
        const before = planForUser(it as NewPlan, { smsCountries: ['GB'] }, noon);
        const planned = planForUser(by(it, given, usedUp), { smsCountries: ['GB'] }, noon);
        const capWindows = capWindowsOf(planned, by(it, given, usedUp), noon);

        if (workflow.required || workflow.priority === 'urgent') {
          expect(planned).toEqual(before);
          expect(capWindows.every(({ most }) => most === undefined)).toBe(true);
        } else {
          expect(capWindows).toEqual([]);
        }
        const untouched = before.filter(
          ({ channel, decision, instead_of }) => (channel === 'inbox' || decision !== 'send') && !instead_of,
        );
        const decisions = planned.map(({ channel, decision }) => `${channel} ${decision}`);
        expect(decisions).toEqual(expect.arrayContaining(untouched.map(({ channel, decision }) => `${channel} ${decision}`)));
      }),
    );
  });
});
