import fc from 'fast-check';
import * as z from 'zod';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel, Priority } from '../../../contract/values.ts';
import type { PlannedUser } from '../../../core/planning/rules/candidate.ts';
import { chooseChannels, type Overrides } from '../../../core/planning/rules/choose-channels.ts';
import { plan } from '../../../core/planning/rules/plan.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const planChannels = (workflow: Workflow, user: PlannedUser, overrides: Overrides) => plan({ workflow, user, overrides }, noon);

const ada = { email: 'ada@example.com', phone: '+447700900123' };

function aWorkflow(change: Partial<Workflow> = {}): Workflow {
  return {
    key: 'repair-approved',
    category: 'repairs',
    priority: 'normal',
    payload: z.strictObject({}),
    example: {},
    inbox: () => ({ title: 'Approved', body: 'Go ahead.' }),
    subject: () => 'Approved',
    sms: () => 'Approved.',
    ...change,
  };
}

test.each<[Priority, string[]]>([
  ['low', ['inbox']],
  ['normal', ['inbox', 'email']],
  ['high', ['inbox', 'email', 'sms']],
  ['urgent', ['inbox', 'email', 'sms']],
])('priority "%s" goes to %j when nobody names channels', (priority, channels) => {
  const plan = planChannels(aWorkflow({ priority }), ada, {});

  expect(plan.map(({ channel }) => channel)).toEqual(channels);
  expect(plan.every(({ decision }) => decision === 'send')).toBe(true);
});

test('what the publish names goes before what the workflow names, and that before the priority', () => {
  const workflow = aWorkflow({ channels: ['email'] });

  expect(planChannels(workflow, ada, { channels: ['sms'] }).map(({ channel }) => channel)).toEqual(['sms']);
  expect(planChannels(workflow, ada, { priority: 'urgent' }).map(({ channel }) => channel)).toEqual(['email']);
  expect(planChannels(aWorkflow(), ada, { priority: 'low' }).map(({ channel }) => channel)).toEqual(['inbox']);
});

test('a channel without an address is skipped and says so', () => {
  const plan = planChannels(aWorkflow({ priority: 'high' }), { email: 'ada@example.com' }, {});

  expect(plan.find(({ channel }) => channel === 'sms')).toMatchObject({ decision: 'skip', reason: 'no_address' });
});

test('a workflow without an SMS text sends none, however urgent', () => {
  const plan = planChannels(aWorkflow({ priority: 'urgent', sms: undefined }), ada, {});

  expect(plan.map(({ channel }) => channel)).toEqual(['inbox', 'email']);
});

test('a channel that the user opted out of is skipped and says so; other categories and channels are not', () => {
  const user = { ...ada, preferences: { repairs: { email: 'opted_out' as const } } };

  const plan = planChannels(aWorkflow({ priority: 'high' }), user, {});

  expect(plan.map(({ channel, decision }) => [channel, decision])).toEqual([
    ['inbox', 'send'],
    ['email', 'skip'],
    ['sms', 'send'],
  ]);
  expect(plan[1]).toMatchObject({
    reason: 'preference_opted_out',
    because: 'priority "high" uses this channel, but the user has opted out of e-mails in the category "repairs"',
  });
  expect(planChannels(aWorkflow({ category: 'billing' }), user, {})[1]).toMatchObject({ decision: 'send' });
});

test('a required workflow goes to who opted out, and says why', () => {
  const user = { ...ada, preferences: { repairs: { email: 'opted_out' as const } } };

  expect(planChannels(aWorkflow({ required: true }), user, {})[1]).toEqual({
    channel: 'email',
    decision: 'send',
    because:
      'priority "normal" uses this channel; the user has opted out of e-mails in the category "repairs", but the workflow is required',
  });
});

describe('when', () => {
  const at = noon;
  const hour = 3_600_000;
  const fromNow = (ms: number) => new Date(at.getTime() + ms);
  const night = { quietHours: { start: '11:00', end: '13:00' }, timezone: 'UTC' };
  const all = { channels: ['inbox', 'email', 'sms'] as const };
  const decisions = (explanations: readonly Explanation[]) => explanations.map(({ channel, decision }) => [channel, decision]);

  test('a time to send holds every channel, and asks nothing else before it has come', () => {
    const overrides = { ...all, sendAt: fromNow(hour) };

    const explanations = plan({ workflow: aWorkflow(), user: { ...night }, overrides }, at);

    expect(explanations.map(({ decision, held_for, until }) => [decision, held_for, until])).toEqual(
      all.channels.map(() => ['hold', 'send_at', fromNow(hour).toISOString()]),
    );
  });

  test('quiet hours hold e-mail and SMS until they end, and never the inbox item', () => {
    const explanations = plan({ workflow: aWorkflow(), user: { ...ada, ...night }, overrides: all }, at);

    expect(decisions(explanations)).toEqual([
      ['inbox', 'send'],
      ['email', 'hold'],
      ['sms', 'hold'],
    ]);
    expect(explanations[1]).toMatchObject({ held_for: 'quiet_hours', until: '2030-03-15T13:00:00.000Z' });
    expect(explanations[1]?.because).toContain('quiet hours');
  });

  test.each<[string, Partial<Workflow>]>([
    ['urgent', { priority: 'urgent' }],
    ['required', { required: true }],
  ])('what is %s passes quiet hours and digests', (_, change) => {
    const preferences = { repairs: { digest: 'daily' as const } };

    const explanations = plan({ workflow: aWorkflow(change), user: { ...ada, ...night, preferences }, overrides: all }, at);

    expect(explanations.map(({ decision }) => decision)).toEqual(['send', 'send', 'send']);
  });

  test('a digest takes the e-mail alone, and quiet hours are no matter to it', () => {
    const preferences = { repairs: { digest: 'weekly' as const } };

    const explanations = plan({ workflow: aWorkflow(), user: { ...ada, ...night, preferences }, overrides: all }, at);

    expect(decisions(explanations)).toEqual([
      ['inbox', 'send'],
      ['email', 'digest'],
      ['sms', 'hold'],
    ]);
    expect(explanations[1]?.cadence).toBe('weekly');
  });

  test('what expires before its hold ends has expired, and what has not is held', () => {
    const planWith = (expiresAt: Date) =>
      plan({ workflow: aWorkflow(), user: { ...ada, ...night }, overrides: { channels: ['email'], expiresAt } }, at)[0];

    expect(planWith(fromNow(hour))).toMatchObject({ decision: 'skip', reason: 'expired' });
    expect(planWith(fromNow(hour + 1))).toMatchObject({ decision: 'hold' });
    expect(planWith(at)).toMatchObject({ decision: 'skip', reason: 'expired' });
  });

  describe('an escalation', () => {
    const workflow = aWorkflow({ escalate: { sms: { afterMinutes: 15 } } });
    const planHeld = (inbox: { arrivedAt: Date; isRead: boolean } | undefined, user: PlannedUser = ada) =>
      plan({ workflow, user, overrides: all, held: { channels: ['sms'], ...(inbox && { inbox }) } }, at)[0];

    test('waits from the moment the inbox item arrives', () => {
      const [inbox, , sms] = plan({ workflow, user: ada, overrides: all }, at);

      expect(inbox?.decision).toBe('send');
      expect(sms).toMatchObject({ decision: 'hold', held_for: 'escalation', until: fromNow(15 * 60_000).toISOString() });
    });

    test('goes when the item is still unread, and not when it has been read', () => {
      const arrivedAt = fromNow(-15 * 60_000);

      expect(planHeld({ arrivedAt, isRead: false })).toMatchObject({ decision: 'send' });
      expect(planHeld({ arrivedAt, isRead: true })).toMatchObject({ decision: 'skip', reason: 'already_read' });
    });

    test('is held by quiet hours like anything else', () => {
      expect(planHeld({ arrivedAt: fromNow(-hour), isRead: false }, { ...ada, ...night })).toMatchObject({
        decision: 'hold',
        held_for: 'quiet_hours',
      });
    });

    test('goes at once where there is no inbox item to wait for', () => {
      const preferences = { repairs: { inbox: 'opted_out' as const } };
      const [sms] = plan({ workflow, user: ada, overrides: { channels: ['sms'] } }, at);
      const [, , beside] = plan({ workflow, user: { ...ada, preferences }, overrides: all }, at);

      expect([sms?.decision, beside?.decision, planHeld(undefined)?.decision]).toEqual(['send', 'send', 'send']);
    });
  });

  describe('whatever is chosen,', () => {
    const instants = fc.integer({ min: -2 * 24, max: 2 * 24 }).map((hours) => fromNow(hours * hour));
    const option = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
    const choice = fc.constantFrom('opted_in' as const, 'opted_out' as const);
    const plannable = fc.record({
      workflow: fc
        .record({
          priority: fc.constantFrom<Priority>('low', 'normal', 'high', 'urgent'),
          required: fc.boolean(),
          digest: option(fc.constantFrom(...DigestFrequency.options)),
          escalate: option(
            fc.record({ sms: option(fc.constant({ afterMinutes: 15 })), email: option(fc.constant({ afterMinutes: 600 })) }),
          ),
        })
        .map((change) => aWorkflow(change)),
      user: fc.record({
        email: option(fc.constant(ada.email)),
        phone: option(fc.constant(ada.phone)),
        timezone: fc.constantFrom('Europe/London', 'Australia/Lord_Howe', 'America/New_York'),
        quietHours: option(fc.constantFrom({ start: '22:00', end: '07:00' }, { start: '01:30', end: '13:15' })),
        preferences: option(
          fc.record({ repairs: fc.record({ inbox: option(choice), email: option(choice), sms: option(choice) }) }),
        ),
      }),
      overrides: fc.record({
        channels: option(fc.constantFrom<Channel[]>(['inbox', 'email', 'sms'], ['email'], ['sms', 'inbox'])),
        sendAt: option(instants),
        expiresAt: option(instants),
      }),
    });

    test('every channel that was chosen has one decision, with words, and only what is held has a time, which is to come', () => {
      fc.assert(
        fc.property(plannable, (it) => {
          const explanations = plan(it, at);

          const chosen = chooseChannels(it.workflow, it.overrides).channels.filter((channel) => channel !== 'chat'); // nobody is connected
          expect(explanations.map(({ channel }) => channel)).toEqual(chosen);
          for (const { decision, reason, until, held_for, cadence, because } of explanations) {
            expect(because).not.toBe('');
            expect(reason !== undefined).toBe(decision === 'skip');
            expect([until !== undefined, held_for !== undefined]).toEqual([decision === 'hold', decision === 'hold']);
            expect(cadence !== undefined).toBe(decision === 'digest');
            if (until !== undefined) expect(new Date(until) > at).toBe(true);
          }
        }),
      );
    });

    test('nothing goes before its time or after it, and inbox items wait for nothing else', () => {
      fc.assert(
        fc.property(plannable, (it) => {
          const { sendAt, expiresAt } = it.overrides;
          for (const { channel, decision, until, held_for } of plan(it, at)) {
            const goesAt = decision === 'send' ? at : until && new Date(until);
            if (goesAt && sendAt) expect(goesAt >= sendAt).toBe(true);
            if (goesAt && expiresAt) expect(goesAt < expiresAt).toBe(true);
            if (channel === 'inbox' && decision === 'hold') expect(held_for).toBe('send_at');
            if (channel !== 'email') expect(decision).not.toBe('digest');
          }
        }),
      );
    });

    test('what is planned again whenever its hold ends comes to an end within a few times', () => {
      fc.assert(
        fc.property(plannable, fc.boolean(), (it, isRead) => {
          let moment = at;
          let arrivedAt: Date | undefined;
          let explanations = plan(it, moment);
          for (let times = 0; times < 5; times += 1) {
            if (explanations.some(({ channel, decision }) => channel === 'inbox' && decision === 'send')) arrivedAt ??= moment;
            const held = explanations.filter(({ decision }) => decision === 'hold');
            if (held.length === 0) return;
            moment = new Date(Math.min(...held.map(({ until = '' }) => Date.parse(until))));
            const due = held.filter(({ until = '' }) => Date.parse(until) <= moment.getTime());
            const inbox = arrivedAt && { arrivedAt, isRead };
            const again = plan({ ...it, held: { channels: due.map(({ channel }) => channel), ...(inbox && { inbox }) } }, moment);
            explanations = [...held.filter((each) => !due.includes(each)), ...again];
          }
          expect(explanations.filter(({ decision }) => decision === 'hold')).toEqual([]);
        }),
      );
    });
  });
});
