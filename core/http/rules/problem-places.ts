import type * as z from 'zod';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import { demandOf } from '../../../contract/schema-words.ts';
import { escapePointer } from './parse-json.ts';

/** Parses what came from outside: a field that is missing is told to be, and one that is not known with those that are. */
export function parseOutside<Schema extends z.ZodType>(schema: Schema, value: unknown): z.ZodSafeParseResult<z.output<Schema>> {
  return schema.safeParse(value, { error: tellPlainly });
}

/** The wrong places that zod found, as pointers under `prefix`; never the value. */
export function problemPlaces(error: z.ZodError, prefix = ''): ProblemPlace[] {
  return error.issues.flatMap((issue) => {
    const pointer = prefix + issue.path.map((step) => `/${escapePointer(String(step))}`).join('');
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
    const detail = issue.message.startsWith(notKnown) ? issue.message : notKnown; // zod's own message quotes the fields
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escapePointer(key)}`, detail }));
  });
}

const notKnown = 'this field is not known';

/**
 * Writes the pointer of a wrong place as a log and a dead-letter message may have it. A name that no schema of ours knows is the
 * caller's text, and may be an address, so `[field]` stands in its place. So it does for a name that is not spelt like a field,
 * and for all within a field of `data`, where a workflow may take names of the caller's own (`z.record`).
 */
export function pointerInLog({ pointer, detail }: ProblemPlace): string {
  const steps = pointer.split('/');
  const unknown = detail.startsWith(notKnown) ? steps.length - 1 : undefined;
  const ofWorkflow = steps[1] === 'data' ? 2 : steps.length;
  const isShown = (step: string, index: number) => index !== unknown && (index > ofWorkflow ? place : fieldOrPlace).test(step);
  return steps.map((step, index) => (isShown(step, index) ? step : '[field]')).join('/');
}

/** How fields are spelt in our schemas and in those of workflows, and places in arrays; before the first `/` is nothing. */
const fieldOrPlace = /^(?:[A-Za-z_][A-Za-z_-]{0,39}\d{0,3}|\d{1,5})?$/;
const place = /^\d{1,5}$/;

/** Puts what zod found in words that nobody needs zod for; of what is missing it says that it is of a wrong type. */
function tellPlainly(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return tellKnownFields(issue);
  const isOfType = ['invalid_type', 'invalid_union', 'invalid_value'].includes(issue.code);
  return isOfType && issue.input === undefined ? 'must be given' : demandOf(issue);
}

/** The object's schema is in the issue before zod finishes it: `inst`. */
function tellKnownFields(issue: z.core.$ZodRawIssue): string {
  const { shape } = (issue.inst as z.core.$ZodObject | undefined)?._zod.def ?? {};
  const known = Object.keys(shape ?? {});
  return known.length === 0 ? notKnown : `${notKnown}; there are: ${known.join(', ')}`;
}
