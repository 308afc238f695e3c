import fc from 'fast-check';
import { parseJson } from '../../../core/http/rules/parse-json.ts';

test('whatever JSON can say comes through unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      fc.pre(!/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)));

      expect(parseJson(JSON.stringify(value))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) });
    }),
  );
});

test.each([
  ['__proto__', '{"data":{"a/b":[{"__proto__":{"admin":true}}]}}', '/data/a~1b/0/__proto__'],
  ['constructor', '{"constructor":{"prototype":{}}}', '/constructor'],
])('a key "%s" is refused with a pointer to it', (_key, text, pointer) => {
  expect(parseJson(text)).toMatchObject({ ok: false, pointer });
});

test('text that is not JSON is refused without quoting it', () => {
  const parsed = parseJson('{"email": "ada@example.com"');

  expect(parsed).toMatchObject({ ok: false, pointer: '' });
  expect(JSON.stringify(parsed)).not.toContain('ada');
});

test('a hundred thousand brackets are refused, not run into', () => {
  const depth = 100_000;

  expect(parseJson('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({
    ok: false,
    detail: expect.stringContaining('deeper'),
  });
});

test('items that are checked by themselves pass, and what is beside them does not', () => {
  const items = '"users":[{"constructor":1}]';

  expect(parseJson(`{${items}}`, { itemsIn: 'users' })).toMatchObject({ ok: true });
  expect(parseJson(`{${items}}`)).toMatchObject({ ok: false, pointer: '/users/0/constructor' });
  expect(parseJson(`{${items},"prototype":1}`, { itemsIn: 'users' })).toMatchObject({ ok: false, pointer: '/prototype' });
  expect(parseJson('{"users":{"constructor":1}}', { itemsIn: 'users' })).toMatchObject({
    ok: false,
    pointer: '/users/constructor',
  });
});
