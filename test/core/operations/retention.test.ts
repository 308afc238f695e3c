import { daysKept, daysKeptOfAll } from '../../../core/operations/rules/retention.ts';

const retention = { retentionDays: 90, retentionDaysByCategory: { billing: 365, chat: 7 } };

test.each([
  ['billing', 365],
  ['chat', 7],
  ['general', 90],
  ['constructor', 90],
])('notifications of category %s stay %d days', (category, days) => {
  expect(daysKept(category, retention)).toBe(days);
});

test('without a word about categories all stay as long', () => {
  expect(daysKept('billing', { retentionDays: 30 })).toBe(30);
});

test('what shows several categories stays no longer than any of them', () => {
  expect(daysKeptOfAll(['billing', 'general'], retention)).toBe(90);
  expect(daysKeptOfAll(['billing', 'general', 'chat'], retention)).toBe(7);
  expect(daysKeptOfAll(['billing'], retention)).toBe(365);
  expect(daysKeptOfAll([], retention)).toBe(90);
});
