import fc from 'fast-check';
import { comesAfter } from '../../../core/http/rules/code-point-order.ts';
import { anyCharacter } from '../../any-character.ts';

test('texts come in the order of their UTF-8 bytes, which is not that of their UTF-16 units', () => {
  expect(comesAfter('\u{1f600}', '\uffee')).toBe(true);
  expect('\u{1f600}' > '\uffee').toBe(false);

  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter }), (one, other) => {
      expect(comesAfter(one, other)).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)) > 0);
    }),
  );
});

test('no text comes after itself, and a longer one comes after its beginning', () => {
  expect(comesAfter('ada', 'ada')).toBe(false);
  expect(comesAfter('ada2', 'ada')).toBe(true);
  expect(comesAfter('ada', 'ada2')).toBe(false);
  expect(comesAfter('a', '')).toBe(true);
});
