import fc from 'fast-check';
import { NotificationId, RequestId } from '../../../contract/values.ts';
import { derivedUlid, notificationIdFor, requestIdFor, timeInUlid } from '../../../core/publishing/rules/derived-id.ts';

const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

test('ids are of the shape that the contract promises', () => {
  fc.assert(
    fc.property(instants, fc.string(), fc.string(), (at, caller, key) => {
      const requestId = requestIdFor(at, caller, key);

      expect(RequestId.safeParse(requestId).success).toBe(true);
      expect(NotificationId.safeParse(notificationIdFor(at, requestId, key)).success).toBe(true);
    }),
  );
});

test('a later id sorts after an earlier one', () => {
  fc.assert(
    fc.property(instants, instants, fc.string(), (one, other, seed) => {
      fc.pre(one.getTime() !== other.getTime());
      const sorted = [derivedUlid(one, seed), derivedUlid(other, seed)].sort();

      expect(sorted[0]).toBe(derivedUlid(one < other ? one : other, seed));
    }),
  );
});

test('the time in an id is the one it was made for, as the ULID specification writes it', () => {
  expect(derivedUlid(new Date(1_469_918_176_385)).slice(0, 10)).toBe('01ARYZ6S41'); // the specification's own example
});

test('an instant before 1970 begins in front of every id', () => {
  expect(timeInUlid(new Date('1969-12-31T23:59:59.999Z'))).toBe('0000000000');
  expect(timeInUlid(new Date('-000001-01-01T00:00:00Z'))).toBe('0000000000');
});

test('the same inputs give the same id, and moving a letter between two seeds does not', () => {
  const at = new Date('2026-11-22T09:00:00Z');

  expect(derivedUlid(at, 'ab', 'c')).toBe(derivedUlid(at, 'ab', 'c'));
  expect(derivedUlid(at, 'ab', 'c')).not.toBe(derivedUlid(at, 'a', 'bc'));
});
