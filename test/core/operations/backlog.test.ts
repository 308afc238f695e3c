import { backlogOf, latenessOf } from '../../../core/operations/rules/backlog.ts';

test.each([
  ['an idle queue', { waiting: 0, inFlight: 0 }, 0],
  ['records that are hidden for a while', { waiting: 0, inFlight: 5_000 }, 0],
  ['half of what may wait', { waiting: 500, inFlight: 10 }, 50],
  ['more than a thousand waiting', { waiting: 1_001, inFlight: 10 }, 100.1],
  ['one that nobody takes', { waiting: 1, inFlight: 0 }, 101],
  ['many that nobody takes', { waiting: 2_000, inFlight: 0 }, 200],
])('%s: %j is %d percent', (_, depth, percent) => {
  expect(backlogOf(depth)).toBeCloseTo(percent);
});

test('a record is late after half an hour, which is twice as long as SQS may hold it back', () => {
  expect(latenessOf(15 * 60)).toBe(50);
  expect(latenessOf(30 * 60)).toBe(100);
});
