import fc from 'fast-check';
import { destinationRefusal, smsWindows } from '../../../../core/channels/sms/rules/sms-guard.ts';

const limits = { perNumber: { anHour: 3, aDay: 10 }, perPrefix: { anHour: 30, aDay: 100 } };
const at = new Date('2030-03-15T12:34:56.789Z');

test('SMS may go to the countries of the list', () => {
  expect(destinationRefusal('+447400123456', ['GB', 'US'])).toBeUndefined();
  expect(destinationRefusal('+447700900123', ['GB'])).toBeUndefined();
  expect(destinationRefusal('+12025550123', ['GB', 'US'])).toBeUndefined();
});

test.each([
  ['another country', '+33612345678', 'SMS to FR are not allowed (smsCountries is GB,US)'],
  ['a neighbour with the same calling code', '+18765551234', 'SMS to JM are not allowed (smsCountries is GB,US)'],
  ['an island with the same calling code', '+447911123456', 'SMS to GG are not allowed (smsCountries is GB,US)'],
  ['a satellite', '+881612345678', 'the number belongs to no country, so SMS to it may cost anything'],
  ['a premium range at home', '+449011234567', 'the number is of a premium, shared-cost or other special range'],
])('not to %s', (_name, number, refusal) => {
  expect(destinationRefusal(number, ['GB', 'US'])).toBe(refusal);
});

test('without a list SMS go nowhere, and the reason says what to set', () => {
  expect(destinationRefusal('+447400123456', [])).toBe('SMS to GB are not allowed (smsCountries is not set)');
});

test('no refusal repeats the number', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9][0-9]{6,14}$/), (number) => {
      expect(destinationRefusal(number, ['GB']) ?? '').not.toContain(number.slice(3));
    }),
  );
});

test('an SMS counts in the hour and the day of its number and of its range', () => {
  const windows = smsWindows('+447400123456', at, limits);

  expect(windows.map(({ name, startsAt, endsAt, most }) => [name, startsAt.toISOString(), endsAt.toISOString(), most])).toEqual([
    ['sms-number-hour', '2030-03-15T12:00:00.000Z', '2030-03-15T13:00:00.000Z', 3],
    ['sms-number-day', '2030-03-15T00:00:00.000Z', '2030-03-16T00:00:00.000Z', 10],
    ['sms-prefix-hour', '2030-03-15T12:00:00.000Z', '2030-03-15T13:00:00.000Z', 30],
    ['sms-prefix-day', '2030-03-15T00:00:00.000Z', '2030-03-16T00:00:00.000Z', 100],
  ]);
});

test('numbers that differ in the last three digits share a range, others do not; no window holds a number', () => {
  const keys = (number: string) => smsWindows(number, at, limits).map(({ key }) => key);
  const [number, , prefix] = keys('+447400123456');

  expect(keys('+447400123999')[0]).not.toBe(number);
  expect(keys('+447400123999')[2]).toBe(prefix);
  expect(keys('+447400124456')[2]).not.toBe(prefix);
  expect(keys('+447400123456').join()).not.toContain('7400');
});
