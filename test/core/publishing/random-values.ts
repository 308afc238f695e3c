import fc from 'fast-check';
import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel } from '../../../contract/values.ts';

export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
export const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

export const channels = fc.uniqueArray(fc.constantFrom<Channel>('inbox', 'email', 'sms', 'push', 'chat'), { minLength: 1 });
export const frequency = fc.constantFrom('immediate' as const, 'immediate' as const, ...EmailFrequency.options);
export const localTime = fc.nat({ max: 95 }).map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16));

/** The same object without what is undefined, as JSON would leave it. */
export function defined<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
