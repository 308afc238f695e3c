import fc from 'fast-check';
import { weekdayOn } from '../../../contract/time/local-date.ts';
import { Weekday } from '../../../contract/values.ts';
import { instantAt, localClock, nextOccurrence } from '../../../core/time/rules/local-time.ts';
import { changesOfEachKind, everyZone, shownAt } from './zones.ts';

const minute = 60_000;
const day = 86_400_000;

const zones = fc.constantFrom(...everyZone);
const instants = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const minutes = instants.map((at) => new Date(Math.floor(at.getTime() / minute) * minute));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const weekdays = fc.option(fc.constantFrom(...Weekday.options), { nil: undefined });

describe('localClock', () => {
  test.each([
    ['Europe/London', '2026-07-01T22:59:59Z', '2026-07-01 23:59 wednesday'],
    ['America/New_York', '2026-01-01T04:59:00Z', '2025-12-31 23:59 wednesday'],
    ['Asia/Kolkata', '2026-11-23T18:30:00Z', '2026-11-24 00:00 tuesday'],
    ['Asia/Calcutta', '2026-11-23T18:30:00Z', '2026-11-24 00:00 tuesday'],
    ['Asia/Kathmandu', '2026-11-23T00:00:00Z', '2026-11-23 05:45 monday'],
    ['Pacific/Kiritimati', '2026-11-22T10:00:00Z', '2026-11-23 00:00 monday'],
    ['Etc/GMT+12', '2026-11-23T11:59:00Z', '2026-11-22 23:59 sunday'],
  ])('in %s at %s shows %s', (zone, at, shown) => {
    const { date, time, weekday } = localClock(new Date(at), zone);

    expect(`${date} ${time} ${weekday}`).toBe(shown);
  });

  test('shows what Intl writes, in every zone and under every name', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const { date, time } = localClock(at, zone);

        expect(`${date} ${time}`).toBe(shownAt(at, zone));
      }),
    );
  });

  test('refuses a zone that does not exist', () => {
    expect(() => localClock(new Date(), 'Europe/Londres')).toThrow(RangeError);
  });
});

describe('instantAt', () => {
  test.each([
    ['an hour that London skips', 'Europe/London', '2026-03-29 01:30', '2026-03-29T01:00:00Z'],
    ['an hour that London has twice', 'Europe/London', '2026-10-25 01:30', '2026-10-25T00:30:00Z'],
    ['the half hour that Lord Howe Island skips', 'Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:30:00Z'],
    ['the half hour that Lord Howe Island has twice', 'Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00Z'],
    ['midnight, which Cairo skips', 'Africa/Cairo', '2026-04-24 00:00', '2026-04-23T22:00:00Z'],
    ['an hour before midnight that Nuuk skips', 'America/Nuuk', '2026-03-28 23:30', '2026-03-29T01:00:00Z'],
    ['two hours that Troll skips', 'Antarctica/Troll', '2026-03-29 02:59', '2026-03-29T01:00:00Z'],
    ['the day that Samoa skipped', 'Pacific/Apia', '2011-12-30 08:00', '2011-12-30T10:00:00Z'],
    ['a quarter-hour zone', 'Australia/Eucla', '2026-11-23 08:45', '2026-11-23T00:00:00Z'],
  ])('knows %s', (_name, zone, shown, instant) => {
    const [date = '', time = ''] = shown.split(' ');

    expect(instantAt({ date, time }, zone)).toEqual(new Date(instant));
  });

  test('gives the first instant that shows the time or a later one, around every change of every kind of zone in two years', () => {
    let seen = 0;
    for (const { zone, at } of changesOfEachKind(2026, 2027)) {
      const around = Array.from({ length: 6 * 60 }, (_, index) => new Date(at.getTime() + (index - 180) * minute));
      const shown = around.map((instant) => shownAt(instant, zone));
      const [earliest = ''] = [...shown.slice(0, 180)].sort();
      for (let asked = Date.parse(`${earliest.replace(' ', 'T')}Z`), step = 0; step < 12 * 4; asked += 15 * minute, step += 1) {
        const [date = '', time = ''] = new Date(asked).toISOString().slice(0, 16).split('T');
        const first = around[shown.findIndex((each) => each >= `${date} ${time}`)];
        if (first === undefined) break;
        seen += 1;
        if (instantAt({ date, time }, zone).getTime() !== first.getTime())
          throw new Error(
            `${date} ${time} in ${zone}: ${instantAt({ date, time }, zone).toISOString()}, not ${first.toISOString()}`,
          );
      }
    }
    expect(seen).toBeGreaterThan(2_500);
  });

  test('gives back a time that was read from a clock, and no later instant', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const clock = localClock(at, zone);
        const found = instantAt(clock, zone);

        expect(localClock(found, zone)).toEqual(clock);
        expect(found.getTime()).toBeLessThanOrEqual(at.getTime());
      }),
    );
  });
});

describe('the next occurrence', () => {
  const nextAt = (after: Date, { time, weekday }: { time: string; weekday?: Weekday | undefined }, zone: string) => {
    const onWeekday = { isDate: (date: string) => weekdayOn(date) === weekday };
    return nextOccurrence(after, { time, ...(weekday !== undefined && onWeekday) }, zone).at;
  };

  test('comes once a day at the same time by the clock, over a change of clocks', () => {
    const due = { time: '08:00' };
    const first = nextAt(new Date('2026-03-28T00:00:00Z'), due, 'Europe/London');
    const second = nextAt(first, due, 'Europe/London');

    expect([first, second]).toEqual([new Date('2026-03-28T08:00:00Z'), new Date('2026-03-29T07:00:00Z')]);
  });

  test('comes once on a day that has the time twice, and once on a day that skips it', () => {
    const due = { time: '01:30' };
    const inAutumn = nextAt(new Date('2026-10-25T00:30:00Z'), due, 'Europe/London');
    const inSpring = nextAt(new Date('2026-03-28T12:00:00Z'), due, 'Europe/London');

    expect(inAutumn).toEqual(new Date('2026-10-26T01:30:00Z'));
    expect(inSpring).toEqual(new Date('2026-03-29T01:00:00Z'));
    expect(nextAt(inSpring, due, 'Europe/London')).toEqual(new Date('2026-03-30T00:30:00Z'));
  });

  test('belongs to the day that it was due on, when clocks skip from there into the next', () => {
    const after = new Date('2026-03-28T12:00:00Z');
    const first = nextOccurrence(after, { time: '23:30' }, 'America/Nuuk');
    const second = nextOccurrence(first.at, { time: '23:30' }, 'America/Nuuk');

    expect(first).toEqual({ date: '2026-03-28', at: new Date('2026-03-29T01:00:00Z') });
    expect(second).toEqual({ date: '2026-03-29', at: new Date('2026-03-30T00:30:00Z') });
  });

  test('leaves out a day that the zone skips, unless its week would go without', () => {
    const thursdayEvening = new Date('2011-12-30T05:00:00Z');

    expect(nextAt(thursdayEvening, { time: '08:00' }, 'Pacific/Apia')).toEqual(new Date('2011-12-30T18:00:00Z'));
    expect(nextAt(thursdayEvening, { time: '08:00', weekday: 'friday' }, 'Pacific/Apia')).toEqual(
      new Date('2011-12-30T10:00:00Z'),
    );
  });

  test('is later than what it comes after, with nothing in between, within a day or a week', () => {
    fc.assert(
      fc.property(zones, instants, times, weekdays, (zone, after, time, weekday) => {
        const at = nextAt(after, { time, weekday }, zone);
        const longest = (weekday === undefined ? 1 : 7) * day + day; // a day more, where a zone skips one

        expect(at.getTime()).toBeGreaterThan(after.getTime());
        expect(at.getTime() - after.getTime()).toBeLessThanOrEqual(longest);
        expect(nextAt(new Date(at.getTime() - 1), { time, weekday }, zone)).toEqual(at);
      }),
    );
  });

  test('comes exactly once for each date, through every change of every kind of zone in two years', () => {
    let seen = 0;
    for (const { zone, at } of changesOfEachKind(2026, 2027)) {
      for (const time of ['00:00', '00:30', '01:30', '02:15', '03:00', '08:00', '22:30', '23:30', '23:59']) {
        let last = nextOccurrence(new Date(at.getTime() - 4 * day), { time }, zone);
        for (let step = 0; step < 6; step += 1) {
          const next = nextOccurrence(last.at, { time }, zone);
          seen += 1;
          if (Date.parse(next.date) - Date.parse(last.date) !== day)
            throw new Error(`${time} in ${zone}: ${last.date}, then ${next.date}`);
          last = next;
        }
      }
    }
    expect(seen).toBeGreaterThan(5_000);
  });
});
