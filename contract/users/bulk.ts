import * as z from 'zod';
import { ownedNames } from '../tenants/owned-names.ts';
import { UserId } from '../values.ts';
import { Contact } from './contact.ts';

/** The most users of one call: each that is new takes four to six calls of the table, and the function has ten seconds and a third of a core. */
export const maxBulkUsers = 100;

/** A user to create or to change. */
export const BulkUser = z.strictObject({ id: UserId, ...Contact.shape }).meta({ id: 'BulkUser' });
export type BulkUser = z.infer<typeof BulkUser>;

/** Users to create or to change. Each is parsed by itself later: a bad one must not spoil the others. */
export const BulkUsers = z
  .strictObject({
    users: z
      .array(z.unknown().meta({ override: { $ref: '#/components/schemas/BulkUser' } }))
      .min(1)
      .max(maxBulkUsers),
  })
  .meta({
    id: 'BulkUsers',
    example: { users: [{ id: 'ada', email: 'ada@example.com', attributes: { plan: 'pro' } }] },
  });
export type BulkUsers = z.infer<typeof BulkUsers>;

/** What became of each user who could be taken, and what is wrong with the others. */
export const BulkAnswer = z
  .strictObject({
    users: z.array(z.strictObject({ id: UserId, outcome: z.enum(['created', 'changed', 'unchanged']) })),
    refused: z.array(
      z.strictObject({
        pointer: z.string(),
        detail: z.string(),
        user: z.string().register(ownedNames, { kind: 'mentioned' }).optional(),
      }),
    ),
  })
  .meta({ id: 'BulkAnswer' });
export type BulkAnswer = z.infer<typeof BulkAnswer>;
