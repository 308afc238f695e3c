import * as z from 'zod';
import { TenantId } from '../../../contract/tenants/tenant-id.ts';
import { Instant } from '../../../contract/values.ts';

const kind = z.enum(['live', 'test']);

/** An API key as the console lists it: never its secret, which is stored nowhere. */
const ListedKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind,
  tenant: TenantId.optional(),
  created_at: Instant,
  /** When it ended, or is to end. */
  revoked_at: Instant.optional(),
  /** The console calls the API with it, so that it cannot be revoked there. */
  is_own: z.literal(true).optional(),
});

/** A key that was made just now, with its secret, which is told this once. */
const MadeKey = z.strictObject({ id: z.string(), secret: z.string(), name: z.string(), kind, tenant: TenantId.optional() });

/** What is asked for of a new key. */
export const KeyOrder = z.strictObject({
  name: z.string().trim().min(1, 'must say what the key is for').max(100),
  kind,
  tenant: TenantId.optional(),
});
export type KeyOrder = z.infer<typeof KeyOrder>;

/** What the addresses of API keys answer. */
export const keyAnswers = {
  'GET /local/keys': z.strictObject({ data: z.array(ListedKey) }),
  'POST /local/keys': MadeKey,
} as const;
