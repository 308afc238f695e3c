import fc from 'fast-check';
import { formatCursor, parseCursor } from '../../../../core/channels/inbox/rules/feed-cursor.ts';

const filters = { status: 'all', archived: false } as const;

test('a cursor gives back its position', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (position, userId) => {
      expect(parseCursor(formatCursor(position, userId, filters), userId, filters)).toBe(position);
    }),
  );
});

test('a cursor with any character changed is refused', () => {
  const cursor = formatCursor('active#000000000042', 'ada', filters);
  fc.assert(
    fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'abcXYZ019-_.#'), (place, deadLetter) => {
      fc.pre(cursor[place] !== deadLetter);
      const changed = cursor.slice(0, place) + deadLetter + cursor.slice(place + 1);

      expect(parseCursor(changed, 'ada', filters)).toBeUndefined();
    }),
  );
});

test.each([
  ['another user', 'grace', filters],
  ['another status', 'ada', { ...filters, status: 'unread' as const }],
  ['another shelf', 'ada', { ...filters, archived: true }],
  ['another category', 'ada', { ...filters, category: 'repairs' }],
  ['another beginning', 'ada', { ...filters, since: 'w1' }],
])('a cursor is no good for %s', (_name, userId, otherFilters) => {
  expect(parseCursor(formatCursor('active#1', 'ada', filters), userId, otherFilters)).toBeUndefined();
});
