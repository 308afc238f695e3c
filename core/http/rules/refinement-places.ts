import * as z from 'zod';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import { escapePointer } from './parse-json.ts';
import { parseOutside, problemPlaces } from './problem-places.ts';
import { soundFields } from './sound-fields.ts';

type Refused = { schema: z.ZodObject; value: unknown; error: z.ZodError };

/**
 * The wrong places in an object, as `problemPlaces` has them, and what refinements say that zod leaves out, as some field is wrong: of those that look
 * at fields which are right, and at no other. `prefix` leads to the object.
 */
export function placesWithRefinements({ schema, value, error }: Refused, prefix: string): ProblemPlace[] {
  const places = [...problemPlaces(error, prefix), ...refinementPlaces(schema, value, prefix)];
  return [...new Map(places.map((place) => [place.pointer + place.detail, place])).values()]; // zod has asked some of them
}

/** Asks the refinements of a schema, and those of the objects within. */
function refinementPlaces(schema: z.ZodType, value: unknown, prefix: string): ProblemPlace[] {
  const { innerType, element, shape, checks = [] } = schema.def as Def;
  if (innerType !== undefined) return refinementPlaces(innerType, value, prefix);
  if (element !== undefined && Array.isArray(value))
    return value.flatMap((each, index) => refinementPlaces(element, each, `${prefix}/${index}`));
  if (shape === undefined || typeof value !== 'object' || value === null) return [];

  const { sound, wrong } = soundFields(schema as z.ZodObject, value);
  const within = Object.entries(shape).flatMap(([field, part]) =>
    refinementPlaces(part, (value as Fields)[field], `${prefix}/${escapePointer(field)}`),
  );
  const right: object = { ...sound };
  for (const field of wrong) Object.defineProperty(right, field, looksAtWrong);
  return [...checks.flatMap((check) => ask(check, right, prefix)), ...within];
}

/** Stands where a field is wrong: whoever looks at it depends on it. */
const looksAtWrong = {
  enumerable: true,
  get(): never {
    throw new Error();
  },
};

type Fields = Readonly<Record<string, unknown>>;
type Check = z.core.$ZodCheck<unknown>;
/** What of a definition is looked at: that of an object, of a list, or of what stands around another (`optional`). */
type Def = { shape?: Record<string, z.ZodType>; checks?: readonly Check[]; innerType?: z.ZodType; element?: z.ZodType };

/** What one refinement says of an object; nothing when it looks at a field that is wrong. */
function ask(check: Check, right: object, prefix: string): ProblemPlace[] {
  try {
    const { error } = parseOutside(z.unknown().check(check), right);
    return error === undefined ? [] : problemPlaces(error, prefix);
  } catch {
    return []; // it is the owner's, and may also throw by itself, or answer later
  }
}
