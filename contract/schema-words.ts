import type * as z from 'zod';

/**
 * What is wrong with a value that an owner wrote, in words that they need no zod for; nothing for a check that has words of its own.
 * Handed to `safeParse` as `error`.
 */
export function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  const demand = demandOf(issue);
  return demand !== undefined && issue.input === undefined && issue.code !== 'unrecognized_keys'
    ? `is missing; it ${demand}`
    : demand;
}

function demandOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[String(issue.expected)] ?? String(issue.expected)}`;
    case 'invalid_value':
      return oneOf((issue.values as unknown[]).map((value) => JSON.stringify(value)));
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'must not be empty'
        : bound(issue.origin, `at least ${issue.minimum}`);
    case 'too_big':
      return bound(issue.origin, `at most ${issue.maximum}`);
    case 'unrecognized_keys':
      return describeUnknown(issue);
    case 'invalid_key':
      return (issue.issues as { message: string }[]).map(({ message }) => message).join(', ');
    case 'invalid_format':
      return `must be a valid ${issue.format}`;
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return undefined;
    default:
      return issue satisfies never;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What is counted of a thing that is too small or too big; a number is itself. */
const units: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', object: 'fields' };

function bound(origin: unknown, amount: string): string {
  const unit = units[String(origin)];
  return unit === undefined ? `must be ${amount}` : `must have ${amount} ${unit}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
}

/** The object's schema is in the issue before zod finishes it: `inst`. */
function describeUnknown({ keys, inst }: z.core.$ZodRawIssue): string {
  const names = (keys as string[]).map((key) => JSON.stringify(key)).join(', ');
  const known = Object.keys((inst as z.core.$ZodObject | undefined)?._zod.def.shape ?? {});
  return known.length === 0 ? `${names} is unknown` : `${names} is unknown; there may be ${known.join(', ')}`;
}
