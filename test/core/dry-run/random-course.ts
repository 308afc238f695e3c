import fc from 'fast-check';
import type { Priority } from '../../../contract/values.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import type { RandomPublish } from '../publishing/any-publish.ts';
import { pushed, randomPublish, reachableAt } from '../publishing/random-publish.ts';
import { toSmsInTheEnd } from '../publishing/random-workflow.ts';
import type { Fate } from './note-sends.ts';

const hourMs = 3_600_000;
const afterwards = fc.oneof(fc.constant(undefined), fc.nat({ max: hourMs / 3 }), fc.nat({ max: 60 * hourMs }));
const fates = fc.tuple(
  ...Array.from({ length: 2 }, () => fc.constantFrom<Fate>('takes', 'refuses', 'is gone', 'waits', 'is silent')),
);
const never = fc.constant(undefined);
const meanwhile = fc.record({
  readAfterMs: afterwards,
  bounceAfterMs: afterwards,
  optOutAfterMs: fc.oneof({ weight: 5, arbitrary: never }, afterwards),
  devices: fates,
  chats: fates,
});

/** Nobody reads it, no device takes it, and the e-mail bounces, it may be before the SMS that waits for that. */
const inNeed = fc.record({
  readAfterMs: never,
  bounceAfterMs: fc.integer({ min: hourMs / 3, max: 20 * hourMs }),
  optOutAfterMs: never,
  devices: fc.tuple(...Array.from({ length: 2 }, () => fc.constantFrom<Fate>('refuses', 'is gone'))),
  chats: fates,
});

/** Devices ask to be left alone for a minute, in which the inbox item is read, or their user opts out. */
const withinTheMinute = fc.integer({ min: hourMs / 6, max: hourMs / 6 + 59_000 });
const changedWhileItWaits = fc.record({
  readAfterMs: fc.oneof(withinTheMinute, never),
  bounceAfterMs: never,
  optOutAfterMs: fc.oneof(withinTheMinute, never),
  devices: fc.tuple(...Array.from({ length: 2 }, () => fc.constantFrom<Fate>('waits', 'waits', 'refuses'))),
  chats: fates,
  twice: fc.constant(false),
});
type Meanwhile = (typeof meanwhile extends fc.Arbitrary<infer Value> ? Value : never) & { twice?: boolean };

/** The chains that lead to an SMS: two go by the reader as well. */
const chains: NonNullable<Workflow['chain']>[] = [
  [{ channel: 'email' }, { channel: 'sms', undelivered: true }],
  [{ channel: 'inbox' }, { channel: 'email', unreadAfterMinutes: 10 }, { channel: 'sms', undelivered: true }],
  [...toSmsInTheEnd],
];

/** What may not reach its user and an SMS that waits for that: what seldom comes about by chance is drawn more often. */
const chained = fc
  .record({
    run: randomPublish,
    happens: fc.oneof<fc.Arbitrary<Meanwhile>[]>(meanwhile, inNeed, changedWhileItWaits),
    chain: fc.constantFrom(...chains, ...chains.slice(-1), ...chains.slice(-1)),
    priority: fc.constantFrom<Priority | undefined>(undefined, 'urgent', 'urgent'),
    devices: fc.constantFrom<RandomPublish['devices']>(['web'], ['web', 'apns']),
  })
  .map(({ run, happens, chain, priority, devices }): Drawn => {
    const {
      channels: _,
      escalate: _before,
      delay: _waits,
      when: _asks,
      throttle: _limits,
      batch: _gathers,
      ...workflow
    } = run.workflow;
    return [
      {
        ...run,
        workflow: { ...workflow, chain, required: false, optIn: [], digest: 'immediate' },
        ...{ priority, devices, defaults: { ...run.defaults, channelsOn: ['push', 'chat'] } },
        ...{ channels: undefined, sendAfterMs: undefined, goodForMs: undefined, frequencyCapPolicy: undefined, test: false },
        contact: reachableAt(run.contact),
        suppressed: { email: undefined, phone: undefined },
        terms: { monthlyBudgetUsd: 50, urgentOverBudget: false, anHour: 100 },
      },
      happens,
    ];
  });
type Drawn = [RandomPublish, Meanwhile];

/** A publish, and what happens meanwhile. */
export const randomCourse = fc.oneof(
  { weight: 4, arbitrary: fc.tuple<Drawn>(randomPublish, meanwhile) },
  { weight: 3, arbitrary: chained },
  { weight: 2, arbitrary: fc.tuple<Drawn>(pushed, meanwhile) },
);
