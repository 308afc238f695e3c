import type { Audience } from '../../../contract/broadcasts/audience.ts';
import type { Condition } from '../../../contract/broadcasts/condition.ts';
import type { Attributes } from '../../../contract/users/profile.ts';
import { comesAfter } from '../../http/rules/code-point-order.ts';

type Value = string | number | boolean;

/** What can be asked of a user. */
export type AskedOf = {
  name?: string | undefined;
  locale?: string | undefined;
  timezone?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Says whether a user is among those whom a broadcast goes to. */
export function isInAudience({ where }: Audience, user: AskedOf): boolean {
  return where === undefined || matches(where, user);
}

/** Says whether a condition holds of a user. What they do not have equals nothing, and of a list one value is enough. */
export function matches(condition: Condition, user: AskedOf): boolean {
  const { and, or, not } = condition;
  if (and !== undefined) return and.every((each) => matches(each, user));
  if (or !== undefined) return or.some((each) => matches(each, user));
  if (not !== undefined) return !matches(not, user);

  const values = valuesOf(condition, user);
  if (condition.exists !== undefined) return condition.exists === (values !== undefined);
  return values?.some((value) => holds(condition, value)) ?? false;
}

/** The values that a user has of what is asked for; nothing when it is not there. */
function valuesOf({ attribute, field }: Condition, user: AskedOf): readonly Value[] | undefined {
  const value = field === undefined ? ownAttribute(attribute, user) : user[field];
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : [value];
}

/** Only what the app said of them: `constructor` is a name that every object answers to. */
function ownAttribute(name: string | undefined, { attributes = {} }: AskedOf) {
  return name !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function holds({ equals, in: list, greater_than, at_least, less_than, at_most }: Condition, value: Value): boolean {
  if (equals !== undefined) return value === equals;
  if (list !== undefined) return list.includes(value);
  if (greater_than !== undefined) return isGreater(value, greater_than);
  if (at_least !== undefined) return value === at_least || isGreater(value, at_least);
  if (less_than !== undefined) return isGreater(less_than, value);
  return at_most !== undefined && (value === at_most || isGreater(at_most, value));
}

/** Says whether one is greater: numbers go by size, texts by their code points, and one is never compared with the other. */
function isGreater(one: Value, other: Value): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one > other;
  return typeof one === 'string' && typeof other === 'string' && comesAfter(one, other);
}
