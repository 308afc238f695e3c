import fc from 'fast-check';
import type { Contact } from '../../../contract/users/contact.ts';
import { type Channel, Priority, Weekday } from '../../../contract/values.ts';
import { changesOf, everyZone } from '../time/zones.ts';
import { channels, frequency, localTime, maybe, seldom } from './random-values.ts';
import { workflow } from './random-workflow.ts';
import type { ChatName, DeviceName } from './registered.ts';

const hourMs = 3_600_000;

const zone = fc.constantFrom(...everyZone);

/** Zones that change their clocks by half an hour, at odd hours, for a month, or by leaving out a day; and one that is 5:45 ahead. */
const oddZones: readonly [string, readonly Date[]][] = [
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Africa/Casablanca', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'].map(
    (name): [string, Date[]] => [name, changesOf(name, 2030, 2030).map(({ at }) => at)],
  ),
  ['Pacific/Apia', [new Date('2011-12-30T10:00:00Z')]], // there was no 30 December
];
export const oddZoneNames = oddZones.map(([name]) => name);
const night = fc.record({ start: localTime, end: localTime }).filter(({ start, end }) => start !== end);

const preference = fc.constantFrom('opted_in' as const, 'opted_in' as const, 'opted_in' as const, 'opted_out' as const);
const ofCategory = fc.record({
  inbox: maybe(preference),
  email: maybe(preference),
  sms: maybe(preference),
  push: maybe(preference),
  chat: maybe(preference),
  digest: maybe(frequency),
});
export const noChoice = {
  ...{ inbox: undefined, email: undefined, sms: undefined, push: undefined, chat: undefined },
  digest: undefined,
};
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
      channel: fc.constantFrom('email' as const, 'email' as const, 'sms' as const, 'push' as const, 'chat' as const),
      most: fc.constantFrom(1, 3),
      per: fc.constantFrom('hour' as const, 'day' as const),
    }),
    { selector: ({ channel, per }) => channel + per, minLength: 1 },
  ),
  over: fc.constantFrom('digest' as const, 'digest' as const, 'skip' as const),
});

/** Anything that a publish, its user and its house may be. */
export const anyPublish = fc
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
        optIn: fc.constantFrom<Channel[]>([], [], [], ['sms'], ['push']),
        digest: frequency,
        channelsOn: fc.constantFrom<Channel[]>(['push', 'chat'], ['push', 'chat'], ['push'], []),
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
      devices: fc.constantFrom<DeviceName[]>([], [], ['web'], ['apns'], ['web', 'fcm'], ['delivered', 'fcm'], ['fail']),
      chats: fc.constantFrom<ChatName[]>([], [], ['slack'], ['webhook', 'discord'], ['test-fail']),
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
      goodForMs: maybe(fc.oneof(...[1, 60].map((hours) => fc.integer({ min: 1000, max: hours * hourMs })))),
    }),
  );
export type RandomPublish = typeof anyPublish extends fc.Arbitrary<infer Value> ? Value : never;
