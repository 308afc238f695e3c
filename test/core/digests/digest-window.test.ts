import fc from 'fast-check';
import { addDays, weekdayOn } from '../../../contract/time/local-date.ts';
import { type LocalTime, Weekday } from '../../../contract/values.ts';
import { type DigestClock, decideDue, nextDigest, placeEntry } from '../../../core/digests/rules/digest-window.ts';
import { instantAt, localClock } from '../../../core/time/rules/local-time.ts';
import { runs } from '../../runs.ts';
import { everyZone, zonesOfEachKind } from '../time/zones.ts';
import { live, quarterTimes } from './live.ts';

const minute = 60_000;
const eight = (zone: string): DigestClock => ({ time: '08:00', weekday: 'monday', zone });
const aYear = 2026;
const zones = zonesOfEachKind(aYear, aYear + 1).map(({ zone }) => zone);

test.each(zones)('in %s and its like every day of a year has one daily digest, and every week one weekly', (zone) => {
  fc.assert(
    fc.property(fc.constantFrom(...quarterTimes), fc.constantFrom(...Weekday.options), (time: LocalTime, weekday) => {
      const clock = { time, weekday, zone };
      const start = new Date(Date.UTC(aYear, 0, 1));

      const daily = live('daily', () => clock, start, 365);
      const weekly = live('weekly', () => clock, start, 365);

      const first = daily[0]?.date ?? '';
      expect(daily.map(({ date }) => date)).toEqual(daily.map((_, index) => addDays(first, index)));
      expect(daily.length).toBeGreaterThanOrEqual(364);
      const firstWeekly = weekly[0]?.date ?? '';
      expect(weekdayOn(firstWeekly)).toBe(weekday);
      expect(weekly.map(({ date }) => date)).toEqual(weekly.map((_, index) => addDays(firstWeekly, 7 * index)));
      expect(weekly.length).toBeGreaterThanOrEqual(52);
      expect(daily.map(({ at }) => at)).toEqual(daily.map(({ date }) => instantAt({ date, time }, zone)));
    }),
    { numRuns: 1 }, // twenty-five thousand days as it is, at another hour each time
  );
});

test('Samoa, which had no 30 December 2011, had no digest for it and one for each other day; its week was not left out', () => {
  const clock = { time: '08:00', weekday: 'friday' as const, zone: 'Pacific/Apia' };

  const daily = live('daily', () => clock, new Date('2011-12-27T00:00:00Z'), 7);
  const weekly = live('weekly', () => clock, new Date('2011-12-20T00:00:00Z'), 21);

  expect(daily.map(({ date }) => date.slice(5))).toEqual(['12-27', '12-28', '12-29', '12-31', '01-01', '01-02', '01-03']);
  expect(weekly.map(({ date }) => date.slice(5))).toEqual(['12-23', '12-30', '01-06']);
});

describe('a user who moves zone', () => {
  const moves = (first: string, second: string, at: string) => (now: Date) => eight(now < new Date(at) ? first : second);

  test('westward after the digest gets no second one that day', () => {
    // Tokyo's 10 March had its digest; when New York's clocks show 10 March, that of Tokyo's 11th would fall due in its evening
    const sent = live(
      'daily',
      moves('Asia/Tokyo', 'America/New_York', '2026-03-10T14:00:00Z'),
      new Date('2026-03-09T00:00:00Z'),
      4,
    );

    expect(sent.map(({ at, date }) => [at.toISOString(), date])).toEqual([
      ['2026-03-09T23:00:00.000Z', '2026-03-10'],
      ['2026-03-11T12:00:00.000Z', '2026-03-11'],
      ['2026-03-12T12:00:00.000Z', '2026-03-12'],
    ]);
  });

  test('eastward before the digest gets it that day all the same', () => {
    // eight in the morning of 10 March is long over in Tokyo, so it comes when it would have come in New York
    const sent = live(
      'daily',
      moves('America/New_York', 'Asia/Tokyo', '2026-03-10T11:00:00Z'),
      new Date('2026-03-08T13:00:00Z'),
      4,
    );

    expect(sent.map(({ at, date }) => [at.toISOString(), date])).toEqual([
      ['2026-03-09T12:00:00.000Z', '2026-03-09'],
      ['2026-03-10T12:00:00.000Z', '2026-03-10'],
      ['2026-03-10T23:00:00.000Z', '2026-03-11'],
      ['2026-03-11T23:00:00.000Z', '2026-03-12'],
    ]);
  });

  const home = fc.record({
    zone: fc.constantFrom(...everyZone),
    time: fc.constantFrom(...quarterTimes),
    minutes: fc.integer({ min: 1, max: 3 * 1440 }),
  });
  const start = new Date('2026-03-01T00:00:00Z');
  type Home = { zone: string; time: LocalTime; minutes: number };
  const livingAt = (homes: readonly Home[]) => (now: Date) => {
    let left = (now.getTime() - start.getTime()) / minute;
    const here = homes.find(({ minutes }) => {
      left -= minutes;
      return left < 0;
    });
    const { zone, time } = here ?? (homes.at(-1) as Home);
    return { zone, time, weekday: 'monday' as const };
  };

  test('however often and whenever, and whatever hour they choose there, never has two digests for one date', () => {
    fc.assert(
      fc.property(fc.array(home, { minLength: 1, maxLength: 6 }), (homes) => {
        const sent = live('daily', livingAt(homes), start, 20);

        expect(sent.length).toBeGreaterThan(8);
        for (const [index, { at, date }] of sent.entries()) {
          const before = sent[index - 1];
          if (before !== undefined) expect(date > before.date && at > before.at).toBe(true);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('to anywhere never waits longer than two days, and what the flight adds to them', () => {
    fc.assert(
      fc.property(fc.tuple(home, home), (homes) => {
        const sent = live('daily', livingAt(homes), start, 10);

        for (const [index, { at }] of sent.entries()) {
          const before = sent[index - 1];
          if (before !== undefined) expect(at.getTime() - before.at.getTime()).toBeLessThanOrEqual((48 + 26) * 60 * minute);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe.each([
  ['weekly', '2026-03-01T08:00:00.000Z', ['2026-03-02', '2026-03-02T18:00:00.000Z']],
  ['monthly', '2026-02-28T20:00:00.000Z', ['2026-03-01', '2026-03-01T18:00:00.000Z']],
] as const)('a user who flies west on the eve of their first %s digest', (frequency, now, [date, at]) => {
  test('gets it on its date there, and not on the evening before', () => {
    const due = nextDigest({ frequency, clock: eight('Asia/Tokyo'), after: new Date(now) }); // when it is evening in Honolulu

    const decided = decideDue(due, { frequency, clock: eight('Pacific/Honolulu'), now: due.at });

    expect(due.date).toBe(date);
    expect(decided).toEqual({ verdict: 'later', due: { date, at: new Date(at) } });
  });
});

test('a monthly digest that is opened after the hour on the first of a month waits for the next first', () => {
  const clock = eight('Europe/London');
  const at = (instant: string) => nextDigest({ frequency: 'monthly', clock, after: new Date(instant) }).at.toISOString();

  expect(at('2026-03-01T07:59:00Z')).toBe('2026-03-01T08:00:00.000Z');
  expect(at('2026-03-01T08:00:00Z')).toBe('2026-04-01T07:00:00.000Z'); // summer time
  expect(at('2026-03-15T18:00:00Z')).toBe('2026-04-01T07:00:00.000Z');
});

test('a monthly digest that was lost goes at the next hour of its user, and not a month later', () => {
  const state = { number: 2, due: { date: '2026-03-01', at: new Date('2026-03-01T08:00:00Z') }, lastDate: '2026-02-01' };
  const now = new Date('2026-03-03T09:00:00Z');

  const placed = placeEntry(state, { frequency: 'monthly', clock: eight('UTC'), now });
  const decided = decideDue(placed.due, {
    frequency: 'monthly',
    clock: eight('UTC'),
    now: placed.due.at,
    lastDate: state.lastDate,
  });

  expect(placed).toMatchObject({ change: 'moves', due: { at: new Date('2026-03-04T08:00:00Z') } });
  expect(decided).toEqual({ verdict: 'send', date: '2026-03-04' });
});

describe('a user who chooses another hour or day', () => {
  const clock = eight('Europe/London');
  const now = new Date('2026-02-10T09:00:00Z');

  test('that is still to come today has the digest brought forward by the next entry', () => {
    const state = { number: 4, due: { date: '2026-02-11', at: new Date('2026-02-11T08:00:00Z') }, lastDate: '2026-02-09' };

    const placed = placeEntry(state, { frequency: 'daily', clock: { ...clock, time: '17:00' }, now });

    expect(placed).toEqual({ change: 'moves', number: 4, due: { date: '2026-02-10', at: new Date('2026-02-10T17:00:00Z') } });
  });

  test('later in the day has it put off when it falls due, and not lost', () => {
    const due = { date: '2026-02-11', at: new Date('2026-02-11T08:00:00Z') };

    const decided = decideDue(due, {
      frequency: 'daily',
      clock: { ...clock, time: '17:00' },
      now: due.at,
      lastDate: '2026-02-10',
    });

    expect(decided).toEqual({ verdict: 'later', due: { date: '2026-02-11', at: new Date('2026-02-11T17:00:00Z') } });
  });

  test('gets one weekly digest in that week: an earlier day is for the week after', () => {
    const wednesday = { date: '2026-02-11', at: new Date('2026-02-11T08:00:00Z') }; // chosen on Tuesday: Monday, which is over

    const decided = decideDue(wednesday, { frequency: 'weekly', clock, now: wednesday.at, lastDate: '2026-02-04' });
    const next = nextDigest({ frequency: 'weekly', clock, after: wednesday.at, lastDate: '2026-02-11' });

    expect(decided).toEqual({ verdict: 'send', date: '2026-02-11' });
    expect(next.date).toBe('2026-02-16');
  });

  test('gets none twice in a week: a later day is for the week after too', () => {
    const next = nextDigest({
      frequency: 'weekly',
      clock: { ...clock, weekday: 'wednesday' },
      after: now,
      lastDate: '2026-02-09',
    });

    expect(next.date).toBe('2026-02-18');
  });
});

test('a run that is late by hours sends for the day that was due, and the next day has its own', () => {
  const clock = { time: '23:45', weekday: 'monday' as const, zone: 'Asia/Kathmandu' };
  const due = nextDigest({ frequency: 'daily', clock, after: new Date('2026-05-01T00:00:00Z') });
  const now = new Date(due.at.getTime() + 3 * 60 * minute);

  const decided = decideDue(due, { frequency: 'daily', clock, now });
  const next = placeEntry({ number: 1, lastDate: due.date }, { frequency: 'daily', clock, now });

  expect(decided).toEqual({ verdict: 'send', date: due.date });
  expect(next.due.date).toBe(addDays(due.date, 1));
  expect(localClock(next.due.at, clock.zone).time).toBe('23:45');
});

test('a digest that was lost for a day is given a new time by the next entry', () => {
  const state = { number: 2, due: { date: '2026-02-08', at: new Date('2026-02-08T08:00:00Z') } };

  const placed = placeEntry(state, { frequency: 'daily', clock: eight('UTC'), now: new Date('2026-02-09T08:00:01Z') });

  expect(placed).toEqual({ change: 'moves', number: 2, due: { date: '2026-02-10', at: new Date('2026-02-10T08:00:00Z') } });
});
