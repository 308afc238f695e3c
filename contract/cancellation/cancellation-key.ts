import * as z from 'zod';
import { ownedNames } from '../tenants/owned-names.ts';

/** What names one notification or many, so that they can be canceled: the app's own word for what they are about. */
export const CancellationKey = z
  .string()
  .min(1)
  .max(255) // as long as an idempotency key
  .refine((key) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(key), 'must be one line without control characters')
  .meta({ example: 'repair:R-1042', description: 'Compared to the letter: nothing is trimmed. Without control characters.' })
  .register(ownedNames, { kind: 'cancellation-key' });
export type CancellationKey = z.infer<typeof CancellationKey>;
