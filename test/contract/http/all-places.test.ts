import type * as z from 'zod';
import type { Route } from '../../../contract/http/route.ts';
import { routes } from '../../../contract/http/routes.ts';
import { parseOutside, problemPlaces } from '../../../core/http/rules/problem-places.ts';

const bodies = Object.entries<Route>(routes).flatMap(([name, { body }]) => (body === undefined ? [] : [[name, body] as const]));

/** The pointers of all that is wrong with a body. */
function pointersOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = parseOutside(schema, value);
  return error === undefined ? [] : problemPlaces(error).map(({ pointer }) => pointer);
}

type Schema = z.core.$ZodType;

/** Every schema inside a schema, itself included. */
function inside(schema: Schema, seen = new Set<Schema>()): Set<Schema> {
  if (seen.has(schema)) return seen;
  seen.add(schema);
  const parts = Object.values(schema._zod.def).flatMap((part) => (isPlain(part) ? Object.values(part) : [part].flat()));
  for (const part of parts) if (isSchema(part)) inside(part, seen);
  return seen;
}

function isPlain(part: unknown): part is object {
  return typeof part === 'object' && part !== null && !Array.isArray(part) && !isSchema(part);
}

function isSchema(part: unknown): part is Schema {
  return typeof part === 'object' && part !== null && '_zod' in part && 'run' in (part._zod as object);
}

/** The refinements of objects and lists: what zod leaves out once a field is wrong, unless it is told when to look. */
function refinements(schema: z.ZodType) {
  return [...inside(schema)]
    .filter(({ _zod: { def } }) => def.type === 'object' || def.type === 'array')
    .flatMap(({ _zod: { def } }) => def.checks ?? [])
    .filter(({ _zod: { def } }) => def.check === 'custom');
}

test('there are bodies with refinements to look at', () => {
  expect(bodies.length).toBeGreaterThan(5);
  expect(bodies.flatMap(([, body]) => refinements(body)).length).toBeGreaterThan(4);
});

test.each(bodies)('no refinement in the body of %s waits until all fields are right', (_name, body) => {
  for (const { _zod } of refinements(body)) expect(_zod.def.when).toBeDefined();
});

test.each<[string, keyof typeof routes, unknown, string[]]>([
  ['an empty publish', 'publish', {}, ['/recipients', '/workflow']],
  [
    'a publish with everything wrong',
    'publish',
    { recipients: [], topic: 'a', data: 1, priority: 'panic', channels: ['email', 'email', 'fax'], send_at: 'now', subject: 'x' },
    ['/channels', '/channels/2', '/data', '/priority', '/recipients', '/send_at', '/subject', '/topic', '/workflow'],
  ],
  ['an empty dry run, by its old name', 'simulate', {}, ['/recipients', '/workflow']],
  [
    'a cancellation of too much',
    'cancel',
    { id: 'x', cancellation_key: 'a', cursor: '', all: true },
    ['/all', '/cancellation_key', '/cursor', '/cursor', '/id'],
  ],
  [
    'a user with fields that are not known',
    'putUser',
    { surname: 'Lovelace', email: 'x', phone: '1', colours: {} },
    ['/colours', '/email', '/phone', '/surname'],
  ],
  [
    'preferences that contradict themselves',
    'patchPreferences',
    { categories: { repairs: { email: 'opted_out', digest: 'daily', sms: 'x' } }, digest_time: '08:01', timezone: 'Mars' },
    ['/categories/repairs/digest', '/categories/repairs/sms', '/digest_time', '/timezone'],
  ],
])('%s is told with all its places at once', (_name, route, value, pointers) => {
  expect(pointersOf((routes[route] as Route).body as z.ZodType, value).sort()).toEqual(pointers);
});

test('a field that is not known is told with those that are', () => {
  const { error } = parseOutside(routes.putUser.body, { surname: 'Lovelace' });

  expect(error && problemPlaces(error)).toEqual([
    {
      pointer: '/surname',
      detail: 'this field is not known; there are: email, phone, emails, phones, name, avatar, attributes, locale, timezone',
    },
  ]);
});

const strangers = [null, 0, '', 'x', true, [], {}, [null], [0], ['x', 'x'], [{}], [[]], { x: null }];

/** Values that a schema of an object or a list does not expect, each wrong in one place. */
function unexpected({ _zod: { def } }: Schema): unknown[] {
  if (def.type === 'array') return [...strangers, ...strangers.map((each) => [each])];
  if (def.type !== 'object') return [];
  const fields = Object.keys((def as z.core.$ZodObjectDef).shape);
  return [...strangers, ...fields.flatMap((field) => strangers.map((each) => ({ [field]: each })))];
}

test.each(bodies)('no refinement in the body of %s fails over a value of another type', (_name, body) => {
  for (const schema of inside(body)) for (const value of unexpected(schema)) parseOutside(schema as z.ZodType, value);
});
