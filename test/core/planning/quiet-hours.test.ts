import fc from 'fast-check';
import { QuietHours } from '../../../contract/preferences/preferences.ts';
import { Weekday } from '../../../contract/values.ts';
import { quietUntil } from '../../../core/planning/rules/quiet-hours.ts';
import { runs } from '../../runs.ts';
import { changesOfEachKind, everyZone, shownAt } from '../time/zones.ts';

const minute = 60_000;
const hour = 60 * minute;

const overnight = { start: '22:00', end: '07:00' };
const inLondon = (quietHours: QuietHours) => ({ quietHours, timezone: 'Europe/London' });

const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const nights = fc.record({ start: times, end: times }).filter(({ start, end }) => start !== end);
const someHours = fc
  .tuple(nights, fc.option(fc.dictionary(fc.constantFrom(...Weekday.options), fc.oneof(fc.constant('none' as const), nights))))
  .map(([night, days]): QuietHours => ({ ...night, ...(days && { days }) }));
const users = fc.record({ quietHours: someHours, timezone: fc.constantFrom(...everyZone) });
const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

test.each([
  ['before the night', '2026-11-23T21:59:59Z', undefined],
  ['as it starts', '2026-11-23T22:00:00Z', '2026-11-24T07:00:00Z'],
  ['after midnight', '2026-11-24T03:00:00Z', '2026-11-24T07:00:00Z'],
  ['just before it ends', '2026-11-24T06:59:59.999Z', '2026-11-24T07:00:00Z'],
  ['as it ends', '2026-11-24T07:00:00Z', undefined],
  ['in summer', '2026-07-01T21:30:00Z', '2026-07-02T06:00:00Z'],
  ['the night the clocks go forward, an hour short', '2026-03-28T23:00:00Z', '2026-03-29T06:00:00Z'],
  ['the night the clocks go back, an hour long', '2026-10-24T23:00:00Z', '2026-10-25T07:00:00Z'],
])('%s, quiet hours over midnight end when they should', (_name, at, end) => {
  expect(quietUntil(new Date(at), inLondon(overnight))).toEqual(end && new Date(end));
});

test('hours within one day are no night, but as quiet', () => {
  const siesta = inLondon({ start: '13:00', end: '15:30' });

  expect(quietUntil(new Date('2026-11-23T14:00:00Z'), siesta)).toEqual(new Date('2026-11-23T15:30:00Z'));
  expect(quietUntil(new Date('2026-11-23T16:00:00Z'), siesta)).toBeUndefined();
  expect(quietUntil(new Date('2026-11-24T03:00:00Z'), siesta)).toBeUndefined();
});

test('nobody is quiet who has not asked for it, and a zone that is unknown is UTC', () => {
  const at = new Date('2026-07-01T22:30:00Z');

  expect(quietUntil(at, { timezone: 'Europe/London' })).toBeUndefined();
  expect(quietUntil(at, { quietHours: overnight })).toEqual(new Date('2026-07-02T07:00:00Z'));
});

test('a night belongs to the day that it starts on', () => {
  const user = inLondon({ ...overnight, days: { friday: { start: '23:30', end: '10:00' }, saturday: 'none' } });
  const [friday, saturday, sunday] = ['2026-11-27', '2026-11-28', '2026-11-29'];

  expect(quietUntil(new Date(`${friday}T06:00:00Z`), user)).toEqual(new Date(`${friday}T07:00:00Z`)); // thursday's night
  expect(quietUntil(new Date(`${friday}T23:00:00Z`), user)).toBeUndefined();
  expect(quietUntil(new Date(`${saturday}T08:00:00Z`), user)).toEqual(new Date(`${saturday}T10:00:00Z`));
  expect(quietUntil(new Date(`${saturday}T23:00:00Z`), user)).toBeUndefined();
  expect(quietUntil(new Date(`${sunday}T03:00:00Z`), user)).toBeUndefined();
  expect(quietUntil(new Date(`${sunday}T22:00:00Z`), user)).toEqual(new Date('2026-11-30T07:00:00Z'));
});

test('a night that runs into the next ends with that one', () => {
  const user = inLondon({ ...overnight, days: { saturday: { start: '06:00', end: '23:00' } } });

  expect(quietUntil(new Date('2026-11-27T22:00:00Z'), user)).toEqual(new Date('2026-11-28T23:00:00Z'));
});

test.each([
  [
    'starts at a time that is skipped: it starts as clocks move on',
    '01:30',
    '04:00',
    '2026-03-29T01:00:00Z',
    '2026-03-29T03:00:00Z',
  ],
  ['ends at a time that is skipped: it ends as clocks move on', '22:00', '01:30', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'],
  [
    'starts at a time that is there twice: it starts the first time',
    '01:30',
    '04:00',
    '2026-10-25T00:30:00Z',
    '2026-10-25T04:00:00Z',
  ],
  [
    'ends at a time that is there twice: it ends the first time',
    '22:00',
    '01:30',
    '2026-10-25T00:29:00Z',
    '2026-10-25T00:30:00Z',
  ],
])('a night %s', (_name, start, end, at, until) => {
  expect(quietUntil(new Date(at), inLondon({ start, end }))).toEqual(new Date(until));
  expect(quietUntil(new Date(until), inLondon({ start, end }))).toBeUndefined();
});

test('a night that has begun goes on when clocks are put back over midnight', () => {
  const user = { quietHours: { start: '00:00', end: '06:00' }, timezone: 'America/St_Johns' }; // at 00:01, until 2011

  expect(quietUntil(new Date('2010-11-07T02:30:30Z'), user)).toEqual(new Date('2010-11-07T09:30:00Z')); // 00:00:30
  expect(quietUntil(new Date('2010-11-07T03:00:00Z'), user)).toEqual(new Date('2010-11-07T09:30:00Z')); // 23:30, the day before
});

test('a night of which a change of clocks leaves nothing is none', () => {
  const user = inLondon({ start: '01:15', end: '01:45' });

  for (let at = Date.parse('2026-03-28T23:00:00Z'); at < Date.parse('2026-03-29T04:00:00Z'); at += 5 * minute)
    expect(quietUntil(new Date(at), user)).toBeUndefined();
});

test('quiet hours end later than now, and until then they are on and end no sooner; when they end, they are over', () => {
  let quiet = 0;
  fc.assert(
    fc.property(users, instants, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (user, at, part) => {
      const end = quietUntil(at, user);
      if (end === undefined) return;
      quiet += 1;
      const between = new Date(at.getTime() + Math.floor(part * (end.getTime() - at.getTime())));

      expect(end.getTime()).toBeGreaterThan(at.getTime());
      expect(quietUntil(between, user)).toEqual(end);
      expect(quietUntil(end, user)).toBeUndefined();
    }),
    { numRuns: runs(500) },
  );
  expect(quiet).toBeGreaterThan(runs(50));
});

test('where no clocks change, it is quiet when the clock on the wall says so', () => {
  fc.assert(
    fc.property(users, instants, ({ quietHours: { start, end }, timezone }, at) => {
      const ahead = (hours: number) => {
        const then = new Date(at.getTime() + hours * hour);
        return Date.parse(`${shownAt(then, timezone).replace(' ', 'T')}Z`) - Math.floor(then.getTime() / minute) * minute;
      };
      fc.pre(ahead(-36) === ahead(36));
      const shown = shownAt(at, timezone).slice(11);
      const isNight = start < end ? start <= shown && shown < end : start <= shown || shown < end;

      expect(quietUntil(at, { quietHours: { start, end }, timezone }) !== undefined).toBe(isNight);
    }),
    { numRuns: runs(300) },
  );
});

test('quiet hours end within eight days, however the nights of a week overlap', () => {
  fc.assert(
    fc.property(users, instants, (user, at) => {
      const end = quietUntil(at, user);
      expect((end?.getTime() ?? 0) - at.getTime()).toBeLessThan(8 * 24 * hour);
    }),
    { numRuns: runs(300) },
  );
});

test('around every kind of change of clocks in two years, quiet hours begin and end once', () => {
  let changes = 0;
  for (const { zone, at } of changesOfEachKind(2026, 2027)) {
    changes += 1;
    const user = { quietHours: { start: '23:15', end: '02:45' }, timezone: zone };
    const ends = new Set<number>();
    let edges = 0;
    let was = false;
    for (let moment = at.getTime() - 12 * hour; moment < at.getTime() + 12 * hour; moment += 30 * minute) {
      const end = quietUntil(new Date(moment), user);
      if (end !== undefined) ends.add(end.getTime());
      if ((end !== undefined) !== was) edges += 1;
      was = end !== undefined;
    }
    if (edges > 4 || ends.size > 2) throw new Error(`${zone}: ${edges} edges, ${ends.size} ends`);
  }
  expect(changes).toBeGreaterThan(100);
});

test.each([
  ['that start as they end', { start: '22:00', end: '22:00' }],
  ['that start as they end on one weekday', { ...overnight, days: { monday: { start: '08:00', end: '08:00' } } }],
  ['of a day that has no such hour', { start: '24:00', end: '07:00' }],
])('quiet hours %s are refused', (_name, hours) => {
  expect(QuietHours.safeParse(hours).success).toBe(false);
});
