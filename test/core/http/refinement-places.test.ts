import fc from 'fast-check';
import * as z from 'zod';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import { problemPlaces } from '../../../core/http/rules/problem-places.ts';
import { placesWithRefinements } from '../../../core/http/rules/refinement-places.ts';
import { runs } from '../../runs.ts';

/** A booking of some days, as an owner might write it. */
const booking = z
  .strictObject({ from: z.int(), to: z.int(), guest: z.string(), room: z.string().optional() })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be after from' })
  .superRefine(({ guest }, context) => {
    if (guest === 'nobody') context.addIssue({ code: 'custom', path: ['guest'], message: 'must be somebody' });
  });

/** What is told beside the places that zod names by itself. */
function told(schema: z.ZodObject, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  if (error === undefined) return [];
  const byZod = problemPlaces(error, '/data').map(inWords);
  const all = placesWithRefinements({ schema, value, error }, '/data').map(inWords);
  expect(all.slice(0, byZod.length)).toEqual(byZod);
  return all.slice(byZod.length);
}

function inWords({ pointer, detail }: ProblemPlace): string {
  return `${pointer} ${detail}`;
}

test.each<[string, unknown, string[]]>([
  ['what it says of fields that are right is told', { from: 2, to: 1, guest: 5 }, ['/data/to must be after from']],
  [
    'beside another that looks at a field which is wrong',
    { from: 'x', to: 1, guest: 'nobody' },
    ['/data/guest must be somebody'],
  ],
  [
    'all that can be asked',
    { from: 2, to: 1, guest: 'nobody', room: 5 },
    ['/data/to must be after from', '/data/guest must be somebody'],
  ],
  ['nothing beside a field that is not known, as zod has asked then', { from: 2, to: 1, guest: 'Ada', view: 'sea' }, []],
  ['nothing of a field that is missing', { to: 1, guest: 'Ada' }, []],
  ['nothing when all is right but what zod has asked', { from: 2, to: 1, guest: 'Ada' }, []],
  ['nothing of what is no object', 'x', []],
  ['nothing of a list', [{ from: 2, to: 1 }], []],
])('of refinements that zod leaves out, %s', (_name, value, places) => {
  expect(told(booking, value)).toEqual(places);
});

test('objects and lists of objects within are looked at, as far as they are wrong', () => {
  const trip = z.strictObject({ name: z.string(), first: booking.optional(), stays: z.array(booking).nullable() });
  const wrong = { from: 2, to: 1, guest: 5 };

  expect(told(trip, { name: 'x', first: wrong, stays: [{ from: 1, to: 2, guest: 'Ada' }, wrong] })).toEqual([
    '/data/first/to must be after from',
    '/data/stays/1/to must be after from',
  ]);
  expect(told(trip, { name: 'x', first: wrong, stays: null })).toEqual(['/data/first/to must be after from']);
});

test.each<[string, (value: Record<string, unknown>) => unknown]>([
  ['copies all', (value) => ({ ...value }).a === 0],
  ['looks at every field', (value) => Object.values(value).length === 0],
  ['writes it down', (value) => JSON.stringify(value) === ''],
  ['throws over what is not there', (value) => (value.a as { deep: { er: boolean } }).deep.er],
])('nothing is told of a refinement that %s', (_name, refinement) => {
  const schema = z.object({ a: z.string(), b: z.string() }).refine(refinement, { path: ['a'], error: 'no' });

  expect(told(schema, { a: 'x', b: 5 })).toEqual([]);
});

test('one that runs beside other faults is told once, and one that waits for an answer is not', () => {
  const shape = z.object({ a: z.string(), b: z.string() });
  const besides = shape.refine(() => false, { path: ['b'], error: 'no', when: () => true });
  const later = shape.refine(async () => false, { error: 'no' });

  expect([told(besides, { a: 5, b: 'x' }), told(later, { a: 5, b: 'x' })]).toEqual([[], []]);
});

test('for any fields that are wrong, exactly those refinements are told that look at none of them', () => {
  const fields = ['a', 'b', 'c', 'd'] as const;
  const some = fc.subarray([...fields]);
  fc.assert(
    fc.property(some, fc.array(fc.subarray([...fields], { minLength: 1 }), { maxLength: 4 }), (wrong, looks) => {
      const shape = z.object(Object.fromEntries(fields.map((field) => [field, z.string()])));
      const schema = looks.reduce(
        (refined, look, place) =>
          refined.refine((value) => look.map((field) => value[field]).includes(''), { error: `${place}` }),
        shape,
      );
      const value = Object.fromEntries(fields.map((field) => [field, wrong.includes(field) ? 5 : 'x']));

      const right = looks.flatMap((look, place) => (look.some((field) => wrong.includes(field)) ? [] : [`/data ${place}`]));
      expect(told(schema, value)).toEqual(wrong.length === 0 ? [] : right);
    }),
    { numRuns: runs(500) },
  );
});
