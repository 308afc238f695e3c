import fc from 'fast-check';
import { type DigestFrequency, frequencyOf } from '../../../contract/digests/frequencies.ts';
import { addDays } from '../../../contract/time/local-date.ts';
import { UserExport } from '../../../contract/users/export.ts';
import { type LocalDate, Weekday } from '../../../contract/values.ts';
import { digestBucketOf, digestShardOf } from '../../../core/digests/rules/digest-bucket.ts';
import { nextDigest } from '../../../core/digests/rules/digest-window.ts';
import { instantAt, isInCalendar } from '../../../core/time/rules/local-time.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { runs } from '../../runs.ts';
import { everyZone } from '../time/zones.ts';
import { addReader, type DigestWorld, digestWorld, drain, publish, runAt, work } from './digest-world.ts';
import { live, quarterTimes } from './live.ts';

const dayMs = 86_400_000;
const oddZones = [
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Europe/London',
];
const zones = fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...everyZone));
const times = fc.constantFrom(...quarterTimes);
const weekdays = fc.constantFrom(...Weekday.options);
const instants = fc.date({ min: new Date('2010-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });

const msBetween = (one: LocalDate, other: LocalDate) => Date.parse(other) - Date.parse(one);

/** Each with the one after it. */
function pairsOf<Each>(all: readonly Each[]): [Each, Each][] {
  return all.slice(1).map((next, place) => [all[place] as Each, next]);
}

/** What must hold of a frequency, whichever it is. */
export function describeFrequency(frequency: DigestFrequency): void {
  const { periodOf, dateIn, longestWaitDays, nameOf } = frequencyOf(frequency);

  test('has one date in each of its periods, and the next comes no later than it says', () => {
    fc.assert(
      fc.property(instants, weekdays, (instant, weekday) => {
        const date = instant.toISOString().slice(0, 10);
        const period = periodOf(date);
        let next = date;
        do next = addDays(next, 1);
        while (periodOf(next) === period);
        const [own, nextOwn] = [dateIn(period, weekday), dateIn(periodOf(next), weekday)];

        expect(period <= date && periodOf(period) === period && periodOf(next) === next).toBe(true);
        expect([periodOf(own), periodOf(nextOwn)]).toEqual([period, next]);
        expect(Date.parse(nextOwn) - Date.parse(own)).toBeLessThanOrEqual(longestWaitDays * dayMs);
      }),
    );
  });

  test('falls due on its next date at the user’s hour, in every zone', () => {
    fc.assert(
      fc.property(zones, instants, times, weekdays, (zone, after, time, weekday) => {
        const isOwn = (date: LocalDate) => dateIn(periodOf(date), weekday) === date;
        const next = nextDigest({ frequency, clock: { time, weekday, zone }, after });
        let before = addDays(next.date, -1);
        while (!isOwn(before) || (longestWaitDays === 1 && !isInCalendar(before, zone))) before = addDays(before, -1);

        expect(isOwn(next.date)).toBe(true);
        expect(next.at).toEqual(instantAt({ date: next.date, time }, zone));
        expect(next.at > after && instantAt({ date: before, time }, zone) <= after).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  test('comes once in each period through a year and more, over every change of clocks', () => {
    fc.assert(
      fc.property(zones, times, weekdays, fc.integer({ min: 2010, max: 2035 }), (zone, time, weekday, year) => {
        const sent = live(frequency, () => ({ time, weekday, zone }), new Date(Date.UTC(year, 0, 1)), 400);

        expect(sent.length).toBeGreaterThanOrEqual(Math.floor(400 / longestWaitDays) - 1);
        expect(sent.map(({ at }) => at)).toEqual(sent.map(({ date }) => instantAt({ date, time }, zone)));
        const tooFar = pairsOf(sent).filter(([one, next]) => msBetween(one.date, next.date) > (longestWaitDays + 1) * dayMs);
        expect(tooFar).toEqual([]);
        expect(pairsOf(sent).filter(([one, next]) => periodOf(next.date) <= periodOf(one.date))).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });

  const home = fc.record({ zone: zones, time: times, days: fc.integer({ min: 1, max: 40 }) });
  test('comes at most once in a period, never before its date in the user’s zone, and never much late, wherever they move', () => {
    fc.assert(
      fc.property(fc.array(home, { minLength: 1, maxLength: 6 }), (homes) => {
        const start = new Date('2026-03-01T00:00:00Z');
        const clockAt = (now: Date) => {
          let left = (now.getTime() - start.getTime()) / dayMs;
          const here = homes.find(({ days }) => {
            left -= days;
            return left < 0;
          });
          const { zone, time } = here ?? homes.at(-1) ?? { zone: 'UTC', time: '08:00' };
          return { zone, time, weekday: 'thursday' as const };
        };
        const sent = live(frequency, clockAt, start, 150);

        expect(sent.length).toBeGreaterThanOrEqual(Math.floor(150 / (longestWaitDays + 3)));
        expect(sent.filter(({ date }) => date < dateIn(periodOf(date), 'thursday'))).toEqual([]);
        const repeated = pairsOf(sent).filter(([one, next]) => periodOf(next.date) <= periodOf(one.date) || next.at <= one.at);
        expect(repeated).toEqual([]);
        const late = pairsOf(sent).filter(([one, next]) => next.at.getTime() - one.at.getTime() > (longestWaitDays + 3) * dayMs);
        expect(late).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });

  test('names its digests in words that each language has', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('en', 'de', 'ar', 'ja'), (instant, locale) => {
        const { date, style } = nameOf(instant.toISOString().slice(0, 10));
        const written = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(new Date(date));

        expect(written).toMatch(/\p{L}/u);
        expect(written).toContain(new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }).format(new Date(date)));
      }),
    );
  });

  describeEachStore('and its user', (open) => {
    let here: DigestWorld;
    const state = () => here.digests.state('ada', frequency);
    const dueAt = async () => (await state()).due?.at.toISOString() ?? '';
    beforeEach(async () => {
      here = digestWorld(await open());
      await addReader(here, { preferences: { general: { digest: frequency } } });
    });

    test('get one e-mail with all that waited, though what is in it is kept for a day', async () => {
      await publish(here, 'zero');
      await runAt(here, await dueAt());
      await drain(here);
      here.pass(60); // from here it is the longest wait that there is
      for (const title of ['one', 'two']) {
        here.pass(1);
        await work(here, { workflow: 'message', recipients: ['ada'], data: { title, body: '' } }, 1);
        await drain(here, 1);
      }
      await runAt(here, await dueAt());
      await drain(here, 1);

      expect(here.emailProvider.asked).toHaveLength(2);
      expect(here.emailProvider.asked[1]?.text).toMatch(/two.*one/s);
      expect((await here.digests.entries({ userId: 'ada', frequency, number: 2, limit: 9 })).entries).toEqual([]); // no longer than theirs
      expect(await here.digests.closed({ userId: 'ada', frequency, number: 2 })).toBeUndefined();
      expect(await state()).toMatchObject({ number: 2, lastDate: expect.anything() });
    });

    test('are in an export, and erased to the last item', async () => {
      await publish(here, 'one');
      await runAt(here, await dueAt());
      await drain(here);
      await publish(here, 'two');
      const due = await dueAt();

      const exported = UserExport.parse(await exportUser({ id: 'ada' }, here));
      await deleteUser('ada', here);

      expect(exported).toMatchObject({
        choices: { preferences: { general: { digest: frequency } } },
        digests: [{ cadence: frequency, number: 2, due_at: due }],
        closed_digests: [],
        digest_entries: [
          { cadence: frequency, number: 1, title: 'one' },
          { cadence: frequency, number: 2, title: 'two' },
        ],
      });
      const place = { bucket: digestBucketOf(new Date(due)), shard: digestShardOf('ada'), limit: 9 };
      expect((await here.digests.due(place)).digests).toEqual([]);
      expect(await here.records.page({ userId: 'ada', limit: 9 })).toEqual({ records: [] });
      expect(await state()).toEqual({ number: 0 });
    });
  });
}
