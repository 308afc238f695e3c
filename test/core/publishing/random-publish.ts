import fc from 'fast-check';
import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import { type Channel, Priority, Weekday } from '../../../contract/values.ts';
import type { ChainStep } from '../../../core/workflows/rules/steps.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { workflows } from '../../../workflows/index.ts';
import { smsTerms } from '../../world.ts';
import { changesOf, everyZone } from '../time/zones.ts';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const hourMs = 3_600_000;

const channels = fc.uniqueArray(fc.constantFrom<Channel>('inbox', 'email', 'sms'), { minLength: 1 });
const frequency = fc.constantFrom('immediate' as const, 'immediate' as const, ...EmailFrequency.options);
const zone = fc.constantFrom(...everyZone);

/** Zones that change their clocks by half an hour, at odd hours, for a month, or by leaving out a day; and one that is 5:45 ahead. */
const oddZones: readonly [string, readonly Date[]][] = [
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Africa/Casablanca', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'].map(
    (name): [string, Date[]] => [name, changesOf(name, 2030, 2030).map(({ at }) => at)],
  ),
  ['Pacific/Apia', [new Date('2011-12-30T10:00:00Z')]], // there was no 30 December
];
export const oddZoneNames = oddZones.map(([name]) => name);
const localTime = fc.nat({ max: 95 }).map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16));
const night = fc.record({ start: localTime, end: localTime }).filter(({ start, end }) => start !== end);

const preference = fc.constantFrom('opted_in' as const, 'opted_in' as const, 'opted_in' as const, 'opted_out' as const);
const ofCategory = fc.record({
  inbox: maybe(preference),
  email: maybe(preference),
  sms: maybe(preference),
  digest: maybe(frequency),
});
const noChoice = { inbox: undefined, email: undefined, sms: undefined, digest: undefined };
const ofDigests = fc.constantFrom({}, {}, {}, { email: 'opted_out' as const });

/** All that a user may choose, but for the zone. */
const choices = fc.record({
  preferences: fc.record({
    general: ofCategory,
    repairs: ofCategory,
    'daily-digest': ofDigests,
    'weekly-digest': ofDigests,
    'monthly-digest': ofDigests,
  }),
  quietHours: maybe(
    night.chain(({ start, end }) =>
      maybe(
        fc.dictionary(fc.constantFrom(...Weekday.options), fc.oneof(fc.constant('none' as const), night), { maxKeys: 3 }),
      ).map((days) => ({ start, end, days })),
    ),
  ),
  digestTime: maybe(localTime),
  digestDay: maybe(fc.constantFrom(...Weekday.options)),
});

/** Home and abroad, in a premium range, and such as play a part for a test key; some have several, of which some are verified. */
const contact: fc.Arbitrary<Contact> = fc.record({
  email: fc.constantFrom(undefined, 'ada@example.com', 'ada@example.com', 'bounce@test.bellhop.example'),
  phone: fc.constantFrom(undefined, '+447400123456', '+447400123456', '+33612345678', '+449011234567', '+447700900903'),
  emails: seldom(
    fc.constantFrom(
      [{ address: 'ada@example.com', verified: true }, { address: 'ada@work.example.com' }],
      [{ address: 'ada@example.com' }, { address: 'ada@work.example.com', verified: true }],
    ),
  ),
  phones: seldom(fc.constantFrom([{ address: '+447400123456', verified: true }, { address: '+33612345678' }])),
  locale: fc.constantFrom(undefined, 'en-GB', 'de', 'de-CH', 'de-AT', 'ar-EG', 'zh-Hant-TW'),
});

/** Chains in which each channel waits for a reader, or for another to fail. */
const chains: readonly (readonly ChainStep[])[] = [
  [{ channel: 'inbox' }, { channel: 'email', unreadAfterMinutes: 10 }, { channel: 'sms', undelivered: true }],
  [{ channel: 'inbox' }, { channel: 'sms', unreadAfterMinutes: 15 }, { channel: 'email', undelivered: true }],
  [{ channel: 'email' }, { channel: 'sms', undelivered: true, priorities: ['high', 'urgent'] }, { channel: 'inbox' }],
  [{ channel: 'sms' }, { channel: 'email', undelivered: true }],
];

/** A workflow that ships, as its owner might change it. */
const workflow = fc
  .record({
    shipped: fc.constantFrom<Workflow>(...workflows),
    required: seldom(fc.constant(true)),
    optIn: seldom(channels),
    digest: maybe(frequency),
    escalate: seldom(fc.constantFrom({ sms: { afterMinutes: 15 } }, { email: { afterMinutes: 60 }, sms: { afterMinutes: 600 } })),
    own: seldom(channels),
    tooLong: seldom(channels),
    smsText: seldom(fc.constant('gsm' as const)),
    to: seldom(fc.constant('verified' as const)),
    experiment: seldom(fc.constantFrom('one', 'two', 'six')),
    unmet: seldom(channels),
    chain: seldom(fc.constantFrom(...chains)),
    throttle: seldom(fc.constantFrom({ most: 3, minutes: 60 }, { most: 4, minutes: 1440 })),
    batch: seldom(
      fc.record({
        windowMinutes: fc.constantFrom(10, 600),
        opens: fc.constantFrom('first' as const, 'quiet' as const),
        maxItems: fc.constantFrom(3, 3, 3, 100),
        channels: fc.constantFrom(undefined, undefined, ['email' as const], ['email' as const, 'sms' as const]),
      }),
    ),
    delay: seldom(fc.oneof(fc.record({ minutes: fc.constantFrom(1, 90, 3000) }), fc.record({ until: localTime }))),
  })
  .map(
    ({
      shipped,
      required,
      optIn,
      digest,
      escalate,
      own,
      tooLong = [],
      smsText,
      to,
      experiment,
      unmet = [],
      delay,
      chain,
      throttle,
      batch,
    }): Workflow => ({
      ...shipped,
      ...(unmet.length > 0 && { when: onlyForGrace(unmet) }),
      ...(experiment !== undefined && { experiment: experimentOf(experiment, shipped) }),
      ...tooLongOn(tooLong, shipped),
      ...defined({ smsText, to, delay, throttle, batch: chain || escalate ? gatheringAll(batch) : batch }),
      ...defined(chain === undefined ? { required, escalate, channels: own } : { required, chain }),
      ...(required ? {} : defined({ optIn, ...(to === undefined && { digest }) })), // what goes to verified addresses goes at once
    }),
  );

/** A batch on all channels, as that of a workflow has to be whose channels wait for one another. */
function gatheringAll(batch: Workflow['batch']): Workflow['batch'] {
  if (batch === undefined) return undefined;
  const { channels: _, ...onAll } = batch;
  return onAll;
}

/** Conditions that Ada does not meet. */
function onlyForGrace(channels: readonly Channel[]): Workflow['when'] {
  return Object.fromEntries(channels.map((channel) => [channel, ({ user }) => user.id === 'grace']));
}

/** Of which "one" holds Ada out, "two" shows her the other words and "six" the plain ones. */
function experimentOf(id: string, { inbox }: Workflow): NonNullable<Workflow['experiment']> {
  const other = { weight: 1, inbox: (...from: Parameters<typeof inbox>) => ({ ...inbox(...from), title: 'In other words' }) };
  return { id, variants: { plain: { weight: 1 }, other }, holdout: 30 };
}

/** Copy that does not fit some channels, in any language. */
function tooLongOn(unfit: readonly Channel[], { inbox, translations: _, ...shipped }: Workflow): Partial<Workflow> {
  if (unfit.length === 0) return {};
  return {
    translations: {},
    ...(unfit.includes('inbox') && { inbox: (...from) => ({ ...inbox(...from), title: 'A long title. '.repeat(20) }) }),
    ...(unfit.includes('email') && { subject: () => 'A long subject. '.repeat(20) }),
    ...(unfit.includes('sms') && { sms: (...from) => `${shipped.sms?.(...from)} ${'and more '.repeat(60)}` }),
  };
}

/** The instant of a publish: around a change of clocks in the user's zone, where it has any, else sometime in that year. */
function around(changes: readonly Date[]): fc.Arbitrary<Date> {
  const sometime = fc.integer({ min: Date.UTC(2030, 0, 3), max: Date.UTC(2030, 11, 29) });
  if (changes.length === 0) return sometime.map((ms) => new Date(ms));
  const near = fc
    .record({ change: fc.constantFrom(...changes), minutes: fc.integer({ min: -40 * 60, max: 40 * 60 }) })
    .map(({ change, minutes }) => change.getTime() + minutes * 60_000);
  return fc.oneof({ weight: 3, arbitrary: near }, sometime).map((ms) => new Date(ms));
}

/** The user's frequency caps. */
const frequencyCapPolicy = fc.record({
  allowances: fc.uniqueArray(
    fc.record({
      channel: fc.constantFrom('email' as const, 'email' as const, 'sms' as const),
      most: fc.constantFrom(1, 3),
      per: fc.constantFrom('hour' as const, 'day' as const),
    }),
    { selector: ({ channel, per }) => channel + per, minLength: 1 },
  ),
  over: fc.constantFrom('digest' as const, 'digest' as const, 'skip' as const),
});

/** Anything that a publish, its user and its house may be. */
const anyPublish = fc
  .oneof(
    zone.chain((timezone) =>
      fc.record({
        timezone: fc.constantFrom(timezone, timezone, timezone, undefined),
        at: around(changesOf(timezone, 2030, 2030).map(({ at }) => at)),
      }),
    ),
    fc
      .constantFrom(...oddZones)
      .chain(([timezone, changes]) => fc.record({ timezone: fc.constant(timezone), at: around(changes) })),
  )
  .chain((when) =>
    fc.record({
      when: fc.constant(when),
      workflow,
      defaults: fc.record({
        optIn: fc.constantFrom<Channel[]>([], [], [], ['sms']),
        digest: frequency,
        channelsOn: fc.constant([]),
      }),
      terms: fc.record({
        monthlyBudgetUsd: fc.constantFrom(0, 0.1, 0.2, 50),
        urgentOverBudget: fc.boolean(),
        anHour: fc.constantFrom(0, 1, 2, 100),
      }),
      smsBefore: fc.nat({ max: 2 }),
      frequencyCapPolicy: maybe(frequencyCapPolicy),
      frequencyCapCounts: fc.constantFrom(0, 2, 3, 3, 4, 4), // free, but for one, used up, and more than that
      batchBefore: maybe(fc.constantFrom(0, 1, 2, 2)), // two are all but one of three
      tenant: fc.constantFrom(undefined, undefined, 'acme'),
      audience: fc.constantFrom('known' as const, 'changed' as const, 'new' as const, 'topic' as const, 'nobody' as const),
      contact,
      choices,
      earlier: maybe(fc.record({ minutes: fc.integer({ min: 1, max: 40 * 60 }), choices, zone, frequency })),
      suppressed: fc.record({
        email: fc.constantFrom(undefined, undefined, 'bounce' as const, 'unsubscribe' as const),
        phone: fc.constantFrom(undefined, undefined, 'manual' as const),
      }),
      test: fc.constantFrom(false, false, false, true),
      priority: seldom(fc.constantFrom(...Priority.options)),
      channels: maybe(channels),
      sendAfterMs: seldom(fc.integer({ min: -2 * hourMs, max: 50 * hourMs })),
      goodForMs: maybe(fc.integer({ min: 1000, max: 60 * hourMs })),
    }),
  );

/** Addresses of which each is verified, as far as there are several. */
export function reachableAt({ locale }: Contact): Contact {
  const [email, phone] = ['ada@example.com', '+447400123456'];
  const verified = (address: string) => [{ address, verified: true }];
  return { email, phone, emails: verified(email), phones: verified(phone), locale };
}

/** A user who can be reached on each channel, and nothing that keeps it from them but their nights and what is drawn beside. */
function reachable(run: RandomPublish): RandomPublish {
  const { when: _, experiment: __, delay: ___, ...workflow } = run.workflow;
  return {
    ...run,
    sendAfterMs: undefined,
    workflow: { ...workflow, required: false, digest: 'immediate' },
    choices: { ...run.choices, preferences: { ...run.choices.preferences, general: noChoice, repairs: noChoice } },
    contact: reachableAt(run.contact),
    suppressed: { email: undefined, phone: undefined },
  };
}

/** An e-mail that would go at once, were its cap not used up. */
const overItsCap = fc
  .record({ run: anyPublish, over: fc.constantFrom('digest' as const, 'digest' as const, 'skip' as const) })
  .map(
    ({ run, over }): RandomPublish => ({
      ...reachable(run),
      channels: ['email'],
      frequencyCapPolicy: { allowances: [{ channel: 'email', most: 1, per: 'day' }], over },
      frequencyCapCounts: 4,
    }),
  );

/** An SMS for which the month's money is spent. */
const overBudget = anyPublish.map(
  (run): RandomPublish => ({
    ...reachable(run),
    channels: ['sms'],
    terms: { monthlyBudgetUsd: 0, urgentOverBudget: false, anHour: 100 },
  }),
);

/** An e-mail that does not reach its user, who may have an SMS as well. */
const missed = anyPublish.map(
  (run): RandomPublish => ({
    ...run,
    channels: ['email', 'sms'],
    contact: reachableAt(run.contact),
    suppressed: { email: 'bounce', phone: undefined },
    workflow: { ...run.workflow, required: false, digest: 'immediate' },
  }),
);

/** An SMS that waits to see whether the inbox item is read, beside an e-mail that does not reach its user. */
const notAwaited = anyPublish.map(reachable).map(({ workflow: { chain: _, ...workflow }, ...run }): RandomPublish => {
  const escalating = { channels: ['inbox', 'email', 'sms'] as const, escalate: { sms: { afterMinutes: 600 } } };
  const steps = defined({ batch: gatheringAll(workflow.batch) });
  return {
    ...run,
    workflow: { ...workflow, ...steps, ...escalating },
    channels: undefined,
    suppressed: { email: 'bounce', phone: undefined },
  };
});

/** An SMS that goes only if the e-mail before it does not reach its user. */
const inItsTurn = anyPublish
  .map(reachable)
  .map(({ workflow: { channels: _, escalate: __, ...workflow }, ...run }): RandomPublish => {
    const chain = [{ channel: 'email' as const }, { channel: 'sms' as const, undelivered: true as const }];
    return { ...run, workflow: { ...workflow, ...defined({ batch: gatheringAll(workflow.batch) }), chain }, channels: undefined };
  });

/** What is gathered, on all channels or on some, and told of in the end. */
const gathered = fc
  .record({ run: anyPublish, on: fc.constantFrom(undefined, ['email' as const]) })
  .map(({ run, on }): RandomPublish => {
    const { workflow, ...reached } = reachable(run);
    const { chain: _, escalate: __, throttle: ___, ...plain } = workflow;
    const batch = { windowMinutes: 10, opens: 'quiet' as const, ...(on && { channels: on }) };
    const once = { priority: undefined, channels: undefined, goodForMs: undefined, frequencyCapPolicy: undefined, test: false };
    return { ...reached, ...once, workflow: { ...plain, channels: ['inbox', 'email'], priority: 'normal', batch } };
  });

/** Everything of one run: what seldom comes about by chance is drawn more often. */
export const randomPublish = fc.oneof(
  { weight: 9, arbitrary: anyPublish },
  ...[overItsCap, overBudget, missed, notAwaited, inItsTurn, gathered],
);
export type RandomPublish = typeof anyPublish extends fc.Arbitrary<infer Value> ? Value : never;

/** The house of a run: its workflows with the stage's defaults, and what it allows SMS. */
export function houseOf({ workflow, defaults, terms: { anHour, ...money }, frequencyCapPolicy }: RandomPublish) {
  const limits = { perNumber: { anHour, aDay: 100 }, perPrefix: { anHour: 100, aDay: 100 } };
  return {
    workflows: withDefaults(new Map([[workflow.key, workflow]]), defaults),
    terms: smsTerms({ countries: ['GB'], ...money, limits }),
    ...(frequencyCapPolicy && { frequencyCapPolicy }),
  };
}

/** The same object without what is undefined, as JSON would leave it. */
export function defined<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
