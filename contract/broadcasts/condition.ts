import * as z from 'zod';
import { AttributeName, Scalar } from '../users/profile.ts';

const mostDeep = 5;
const mostBytes = 4096; // it goes along with every page of its broadcast, and lies in its schedule
const mostOfEach = 50;
const tooDeep = `must not be deeper than ${mostDeep} levels`;

/** What is known of a user beside their attributes, and may be asked for. */
export const AskedField = z.enum(['name', 'locale', 'timezone']);
export type AskedField = z.infer<typeof AskedField>;

const Comparable = z.union([Scalar.options[0], Scalar.options[1]], { error: 'must be a number or a text' });

const comparisons = {
  equals: Scalar.optional(),
  in: z.array(Scalar).min(1).max(mostOfEach).optional(),
  exists: z.boolean().optional(),
  greater_than: Comparable.optional(),
  at_least: Comparable.optional(),
  less_than: Comparable.optional(),
  at_most: Comparable.optional(),
};

/** How a value is looked at; each condition on one names exactly one of them. */
export const comparisonNames = Object.keys(comparisons) as (keyof typeof comparisons)[];
const subjects = ['and', 'or', 'not', 'attribute', 'field'] as const;

const OneComparison = z.strictObject({ attribute: AttributeName.optional(), field: AskedField.optional(), ...comparisons });

/** Written by hand, as no type can be inferred of what has itself within. */
export type Condition = z.infer<typeof OneComparison> & {
  and?: Condition[] | undefined;
  or?: Condition[] | undefined;
  not?: Condition | undefined;
};

const several = () =>
  z
    .array(z.lazy(() => Condition))
    .min(1)
    .max(mostOfEach)
    .optional();

/** Whom a broadcast goes to, as data: docs/broadcasts.md. Its form is checked by `faultsOf`, where it is used. */
export const Condition: z.ZodType<Condition> = OneComparison.extend({
  and: several(),
  or: several(),
  not: z.lazy(() => Condition).optional(),
}).meta({
  id: 'Condition',
  description: [
    'What is asked of a user: `and`, `or` or `not` of other conditions; or one comparison of an `attribute` or a `field`.',
    'Of a list it holds when one of its values does. What is not there equals nothing, and a number is never compared with a text.',
    `At most ${mostDeep} levels, and ${mostBytes} bytes as JSON.`,
  ].join(' '),
  oneOf: [
    ...['and', 'or', 'not'].map((name) => ({ required: [name] })),
    ...['attribute', 'field'].map((name) => ({
      required: [name],
      oneOf: comparisonNames.map((comparison) => ({ required: [comparison] })),
    })),
  ],
  example: {
    and: [
      { attribute: 'plan', in: ['pro', 'team'] },
      { attribute: 'seats', at_least: 10 },
    ],
  },
});

/** A condition that is looked at only when it is neither too large nor has more levels than the stack has room for. */
export const BoundedCondition = z.preprocess((given, context) => {
  const message = boundOf(given);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
  return given;
}, Condition);

function boundOf(given: unknown): string | undefined {
  try {
    const bytes = new TextEncoder().encode(JSON.stringify(given)).length;
    if (bytes > mostBytes) return `must have at most ${mostBytes} bytes as JSON`;
  } catch {
    return tooDeep; // to be written
  }
  return hasLevels(given, 32) ? tooDeep : undefined; // of JSON, as a body may have
}

function hasLevels(value: unknown, levels: number): boolean {
  if (levels === 0) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => hasLevels(each, levels - 1));
}

type Fault = { path: (string | number)[]; message: string };

/**
 * What is wrong with the form of a condition, place by place: each says one thing, and it is not too deep. Its values may be of any type, as
 * what is wrong with these is told beside it, and so is a condition that is too large.
 */
export function faultsOf(condition: unknown): Fault[] {
  return boundOf(condition) === undefined ? faultsWithin(condition, []) : [];
}

function faultsWithin(condition: unknown, path: Fault['path'], level = 1): Fault[] {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return [];
  if (level > mostDeep) return [{ path, message: tooDeep }];
  const given = condition as Readonly<Record<string, unknown>>;
  const own = faultOf(given);
  const inner = [...listed('and', given), ...listed('or', given), { each: given.not, steps: ['not'] }];
  return [
    ...(own === undefined ? [] : [{ path, message: own }]),
    ...inner.flatMap(({ each, steps }) => faultsWithin(each, [...path, ...steps], level + 1)),
  ];
}

function listed(name: string, { [name]: list }: Readonly<Record<string, unknown>>) {
  return Array.isArray(list) ? list.map((each: unknown, index) => ({ each, steps: [name, index] })) : [];
}

function faultOf(given: Readonly<Record<string, unknown>>): string | undefined {
  const asked = subjects.filter((name) => given[name] !== undefined);
  if (asked.length !== 1) return 'must have exactly one of and, or, not, attribute and field';
  const compared = comparisonNames.filter((name) => given[name] !== undefined);
  const isOfValue = asked[0] === 'attribute' || asked[0] === 'field';
  if (compared.length === (isOfValue ? 1 : 0)) return undefined;
  return isOfValue ? `must have exactly one of ${comparisonNames.join(', ')}` : 'compares nothing itself: its conditions do';
}
