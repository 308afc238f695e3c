import * as z from 'zod';

/** The name of a tenant, of the owner's choice: a short slug. It has no `/`, which stands between it and what is the tenant's inside. */
export const TenantId = z
  .string()
  .max(32) // stands before the ids of its users, which may have 128 letters together with it
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
  .meta({ example: 'acme' });
export type TenantId = z.infer<typeof TenantId>;

/** The header by which a key of the whole stage acts for a tenant. */
export const tenantHeader = 'X-Tenant';
