import type { TenantSettings, Tenants } from './ports/tenants.ts';
import { tenantOf } from './rules/owned.ts';

export type FindTenantDeps = { tenants: Pick<Tenants, 'find'> };

/** Finds what is set for the tenant of a user or a room. Of the stage's own nothing is read. */
export async function findTenantOf(name: string, { tenants }: FindTenantDeps): Promise<TenantSettings | undefined> {
  const tenant = tenantOf(name);
  return tenant === undefined ? undefined : tenants.find(tenant);
}
