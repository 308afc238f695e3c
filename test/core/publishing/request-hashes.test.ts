import { hashesOf } from '../../../core/publishing/rules/request-hashes.ts';

const unordered = (request: unknown) => hashesOf(request).unorderedHash;

test('a request is the same in whatever order its fields stand, at any depth', () => {
  const one = {
    workflow: 'w',
    data: { a: { x: 1, y: [{ p: 1, q: 2 }] }, b: null },
    recipients: [{ id: 'ada', email: 'a@b.co' }],
  };
  const other = {
    recipients: [{ email: 'a@b.co', id: 'ada' }],
    data: { b: null, a: { y: [{ q: 2, p: 1 }], x: 1 } },
    workflow: 'w',
  };

  expect(unordered(other)).toBe(unordered(one));
  expect(hashesOf(other).requestHash).not.toBe(hashesOf(one).requestHash);
});

test.each<[string, unknown, unknown]>([
  ['lists in another order', { recipients: ['ada', 'bob'] }, { recipients: ['bob', 'ada'] }],
  ['another value', { data: { a: 1 } }, { data: { a: '1' } }],
  ['a field more', { data: {} }, { data: { a: false } }],
  ['values that have changed places', { data: { a: 1, b: 2 } }, { data: { a: 2, b: 1 } }],
  ['a field at another depth', { data: { a: { b: 1 } } }, { data: { a: {}, b: 1 } }],
])('%s are another request', (_, one, other) => expect(unordered(one)).not.toBe(unordered(other)));
