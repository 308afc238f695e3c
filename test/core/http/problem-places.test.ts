import * as z from 'zod';
import { parseOutside, pointerInLog, problemPlaces } from '../../../core/http/rules/problem-places.ts';

const Payload = z.strictObject({ title: z.string(), body: z.string().min(1).or(z.literal('')), url: z.url().optional() });

function detailsOf(value: unknown): [string, string][] {
  const { error } = parseOutside(Payload, value);
  return error === undefined ? [] : problemPlaces(error, '/data').map(({ pointer, detail }) => [pointer, detail]);
}

test('a field that is missing is told to be, whatever it may hold', () => {
  expect(detailsOf({})).toEqual([
    ['/data/title', 'must be given'],
    ['/data/body', 'must be given'],
  ]);
});

test('a field of a wrong type is told so, and one that is not known with those that are', () => {
  expect(detailsOf({ title: 5, body: '', text: 'x' })).toEqual([
    ['/data/title', 'must be text'],
    ['/data/text', 'this field is not known; there are: title, body, url'],
  ]);
});

test.each<[string, z.ZodType, unknown, string]>([
  ['a number', z.number(), 'x', 'must be a number'],
  ['a positive number', z.number().positive(), 0, 'must be more than 0'],
  ['a bounded text', z.string().max(3), 'long', 'must have at most 3 characters'],
  ['an empty list', z.array(z.string()).min(1), [], 'must not be empty'],
  ['one of some', z.enum(['a', 'b']), 'c', 'must be one of "a", "b"'],
  ['a text or a number', z.union([z.string(), z.number()]), true, 'must be text, or a number'],
  [
    'an object of two forms',
    z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    {},
    'is none of the forms that it may have',
  ],
  ['an instant', z.iso.datetime(), 'now', 'must be an instant, like 2030-03-15T09:00:00Z'],
  ['a text of a form', z.string().regex(/^a+$/), 'b', 'must match /^a+$/'],
  ['a text that begins so', z.string().startsWith('https://'), 'b', 'must begin with "https://"'],
  ['a multiple', z.int().multipleOf(5), 7, 'must be a multiple of 5'],
  ['a check without words', z.string().refine(() => false), 'b', 'does not pass its check'],
  ['a check with words', z.string().refine(() => false, 'must be nice'), 'b', 'must be nice'],
])('of %s it is said plainly what is wanted', (_, schema, value, words) => {
  const { error } = parseOutside(z.object({ field: schema }), { field: value });

  expect(error && problemPlaces(error)).toEqual([{ pointer: '/field', detail: words }]);
});

test.each([
  ['/data/title', 'must be given', '/data/title'],
  ['/recipients/1/time_zone', 'must be given', '/recipients/1/time_zone'],
  ['', 'must be given', ''],
  ['/data/Lovelace', 'this field is not known; there are: title', '/data/[field]'],
  ['/data/0044 7911 123458', 'Invalid input', '/data/[field]'],
  ['/data/447911123458/x', 'Invalid input', '/data/[field]/[field]'],
  ['/data/prices/Lovelace/0', 'Invalid input', '/data/prices/[field]/0'],
  ['/data/ada@example.com', 'Invalid input', '/data/[field]'],
])('%s, where "%s", is %s in a log', (pointer, detail, shown) => {
  expect(pointerInLog({ pointer, detail })).toBe(shown);
});
