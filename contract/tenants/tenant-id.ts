import * as z from 'zod';

/** The name of a tenant, of the owner's choice: a short slug. It has no `/`, which stands between it and what is the tenant's inside. */
export const TenantId = z
  .string()
  .max(32) // stands before the ids of its users, which may have 128 letters together with it
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
  .meta({ example: 'acme' });
export type TenantId = z.infer<typeof TenantId>;

/** Whose what it stands beside is, where a key of the whole stage is answered; absent: the stage's own, and for a tenant that asks. */
export const tenantBeside = TenantId.optional().meta({
  description: "The tenant whose it is, told to a key of the whole stage; absent: the stage's own",
});

/** The header by which a key of the whole stage acts for a tenant. */
export const tenantHeader = 'X-Tenant';
