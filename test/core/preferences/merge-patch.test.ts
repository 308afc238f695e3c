import fc from 'fast-check';
import { mergePatch } from '../../../core/preferences/rules/merge-patch.ts';

// the test cases of RFC 7396, appendix A, but for those whose document is no object
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ a: 'foo' }, ['c'], ['c']],
])('%j patched with %j is %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

test('a patch applied twice is applied once, and changes neither document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
      const before = JSON.stringify([target, patch]);
      const once = mergePatch(target, patch);

      expect(mergePatch(once, patch)).toEqual(once);
      expect(JSON.stringify([target, patch])).toBe(before);
    }),
  );
});

test('a name that every object knows by birth is a name like any other', () => {
  const merged = mergePatch(JSON.parse('{"constructor": {"a": 1}}'), JSON.parse('{"__proto__": {"b": 2}}'));

  expect(JSON.stringify(merged)).toBe('{"constructor":{"a":1},"__proto__":{"b":2}}');
  expect({}).not.toHaveProperty('b');
});
