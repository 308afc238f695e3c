import * as z from 'zod';
import { besideOtherFaults } from '../http/refine.ts';
import { BoundedCondition, faultsOf } from './condition.ts';

/** Whom a broadcast goes to: all users, or those of whom a condition holds. */
export const Audience = z
  .strictObject({ all: z.literal(true).optional(), where: BoundedCondition.optional() })
  .refine(({ all, where }) => (all === undefined) !== (where === undefined), {
    error: 'must have all, or where; not both',
    ...besideOtherFaults,
  })
  .superRefine(({ where }, context) => {
    for (const { path, message } of where === undefined ? [] : faultsOf(where))
      context.addIssue({ code: 'custom', path: ['where', ...path], message });
  }, besideOtherFaults)
  .meta({
    id: 'Audience',
    oneOf: [{ required: ['all'] }, { required: ['where'] }],
    example: { where: { attribute: 'plan', equals: 'pro' } },
  });
export type Audience = z.infer<typeof Audience>;

/** How many notifications of a broadcast are made in a minute, at most: its pages are a second apart at the least, and have a hundred. */
export const RatePerMinute = z
  .int()
  .min(1)
  .max(6_000)
  .meta({ description: 'How many notifications of a broadcast are made in a minute, at most; absent: as fast as it goes' });
