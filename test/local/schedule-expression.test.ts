import { readSchedule, toCronerPattern } from '../../local/schedule-expression.ts';

const start = new Date('2030-01-01T00:00:00Z');

function nextAfter(expression: string, from: string): string | undefined {
  return readSchedule(expression, start).next(new Date(from))?.toISOString();
}

// the examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html, and the traps
test.each([
  ['cron(0 10 * * ? *)', '2030-01-01T09:59:00Z', '2030-01-01T10:00:00.000Z', 'at 10:00 every day'],
  ['cron(0 10 * * ? *)', '2030-01-01T10:00:00Z', '2030-01-02T10:00:00.000Z', 'not again at the same minute'],
  ['cron(15 12 * * ? *)', '2030-01-01T00:00:00Z', '2030-01-01T12:15:00.000Z', 'at 12:15 every day'],
  ['cron(0 18 ? * MON-FRI *)', '2030-01-04T18:00:00Z', '2030-01-07T18:00:00.000Z', 'at 18:00 on weekdays: from Friday to Monday'],
  ['cron(0 8 1 * ? *)', '2030-01-01T08:00:00Z', '2030-02-01T08:00:00.000Z', 'at 8:00 on the first of the month'],
  ['cron(0/15 * * * ? *)', '2030-01-01T00:01:00Z', '2030-01-01T00:15:00.000Z', 'every fifteen minutes'],
  ['cron(0/10 * ? * MON-FRI *)', '2030-01-05T00:00:00Z', '2030-01-07T00:00:00.000Z', 'every ten minutes on weekdays'],
  ['cron(0/5 8-17 ? * MON-FRI *)', '2030-01-04T17:55:00Z', '2030-01-07T08:00:00.000Z', 'every five minutes in office hours'],
  [
    'cron(0 9 ? * 2#1 *)',
    '2030-01-01T00:00:00Z',
    '2030-01-07T09:00:00.000Z',
    'on the first Monday: AWS counts days from Sunday as 1',
  ],
  ['cron(0 9 ? * 1 *)', '2030-01-01T00:00:00Z', '2030-01-06T09:00:00.000Z', 'on Sundays, which are 1'],
  ['cron(0 9 L * ? *)', '2030-01-01T00:00:00Z', '2030-01-31T09:00:00.000Z', 'on the last day of the month'],
  ['cron(0 2 * * ? 2031)', '2030-06-01T00:00:00Z', '2031-01-01T02:00:00.000Z', 'in one year only'],
  ['rate(5 minutes)', '2030-01-01T00:07:00Z', '2030-01-01T00:10:00.000Z', 'every five minutes from the start'],
  ['rate(1 hour)', '2030-01-01T00:00:00Z', '2030-01-01T01:00:00.000Z', 'every hour, not at once'],
  ['rate(2 days)', '2030-01-02T00:00:00Z', '2030-01-03T00:00:00.000Z', 'every other day'],
])('%s after %s is %s: %s', (expression, from, expected) => {
  expect(nextAfter(expression, from)).toBe(expected);
});

test('a year that is over never comes', () => {
  expect(nextAfter('cron(0 2 * * ? 2029)', '2030-06-01T00:00:00Z')).toBeUndefined();
});

test('minutes are not read as seconds', () => {
  expect(toCronerPattern('0 8 * * ? *')).toBe('0 0 8 * * * *');
});

test.each([
  ['cron(0 8 * * *)', 'six fields'],
  ['cron(0 8 * * * *)', 'must be "?"'],
  ['cron(0 8 ? * ? *)', 'must be "?"'],
  ['rate(5 minute)', 'plural'],
  ['rate(1 minutes)', 'singular'],
  ['rate(0 minutes)', '5 minutes'],
  ['at(2030-01-01T00:00:00)', 'neither'],
])('%s is refused with its reason', (expression, reason) => {
  expect(() => readSchedule(expression, start)).toThrow(reason);
  expect(() => readSchedule(expression, start)).toThrow(expression);
});
