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
    ['/data/title', 'Invalid input: expected string, received number'],
    ['/data/text', 'this field is not known; there are: title, body, url'],
  ]);
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
