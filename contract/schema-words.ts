import type * as z from 'zod';

/**
 * What is wrong with a value that an owner wrote or a call brought, in words that they need no zod for. A schema's own words go before these.
 * Handed to `safeParse` as `error`.
 */
export function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  const demand = demandOf(issue);
  return demand !== undefined && issue.input === undefined && issue.code !== 'unrecognized_keys'
    ? `is missing; it ${demand}`
    : demand;
}

/** What is demanded of a value, as what follows the name of its field: `must be text`. */
export function demandOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[String(issue.expected)] ?? String(issue.expected)}`;
    case 'invalid_value':
      return oneOf((issue.values as unknown[]).map((value) => JSON.stringify(value)));
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'must not be empty'
        : bound(issue.origin, `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`);
    case 'too_big':
      return bound(issue.origin, `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`);
    case 'unrecognized_keys':
      return describeUnknown(issue);
    case 'invalid_key':
      return (issue.issues as { message: string }[]).map(({ message }) => message).join(', ');
    case 'invalid_format':
      return describeFormat(issue);
    case 'invalid_union':
      return eitherOf(issue.errors as { path: unknown[]; message: string }[][]);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_element':
    case 'custom':
      return 'does not pass its check';
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

/** The forms that a text may have to have: https://zod.dev/api#string-formats */
const formats: Readonly<Record<string, string>> = {
  date: 'must be a date, like 2030-03-15',
  datetime: 'must be an instant, like 2030-03-15T09:00:00Z',
  email: 'must be an e-mail address, like ada@example.com',
  url: 'must be a URL, like https://app.example.com/orders/7',
};

function describeFormat({ format, pattern, prefix }: z.core.$ZodRawIssue): string {
  if (prefix !== undefined) return `must begin with ${JSON.stringify(prefix)}`;
  return formats[String(format)] ?? (pattern === undefined ? `must be a valid ${format}` : `must match ${pattern}`);
}

/** Of a value that may be one of several: what each demands of it as a whole, if all do. */
function eitherOf(options: readonly (readonly { path: unknown[]; message: string }[])[] = []): string {
  const demands = options.map(([first, ...others]) =>
    others.length === 0 && first?.path.length === 0 && first.message.startsWith(must)
      ? first.message.slice(must.length)
      : undefined,
  );
  const known = [...new Set(demands)];
  return known.length === 0 || known.includes(undefined)
    ? 'is none of the forms that it may have'
    : `${must}${known.join(', or ')}`;
}

const must = 'must be ';

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
