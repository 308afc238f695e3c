import { fullTime, relativeTime } from '../../../client/inbox/list/relative-time.ts';

const now = new Date('2026-11-23T09:00:00Z');
const look = { locale: 'en-GB', timeZone: 'Europe/London' };
const say = (instant: string, given = look) => relativeTime(new Date(instant), now, given);

test.each([
  ['2026-11-23T09:00:30Z', 'now'], // a server's clock may be ahead
  ['2026-11-23T08:59:01Z', 'now'],
  ['2026-11-23T08:59:00Z', '1 min ago'],
  ['2026-11-23T08:00:01Z', '59 min ago'],
  ['2026-11-23T08:00:00Z', '1 hr ago'],
  ['2026-11-22T09:00:01Z', '23 hr ago'],
  ['2026-11-22T09:00:00Z', 'yesterday'],
  ['2026-11-21T23:30:00Z', '2 days ago'], // 33 hours, and two nights
  ['2026-11-17T09:00:00Z', '6 days ago'],
  ['2026-11-16T09:00:00Z', '16 Nov'],
  ['2025-11-24T09:00:00Z', '24 Nov 2025'],
])('%s is "%s" at nine on 23 November', (instant, words) => {
  expect(say(instant)).toBe(words);
});

test('other languages have their own words', () => {
  expect(say('2026-11-23T08:55:00Z', { ...look, locale: 'de' })).toBe('vor 5 Min.');
  expect(say('2026-11-22T08:00:00Z', { ...look, locale: 'de' })).toBe('gestern');
});

test('days are counted where the reader is', () => {
  expect(say('2026-11-21T12:00:00Z')).toBe('2 days ago');
  expect(say('2026-11-21T12:00:00Z', { locale: 'en', timeZone: 'Pacific/Kiritimati' })).toBe('yesterday'); // the 22nd, at UTC+14
});

test('the full time says the day and the hour', () => {
  expect(fullTime(now, look)).toMatch(/^Monday,? 23 November 2026 at 09:00$/); // the comma comes and goes with editions of CLDR
});
