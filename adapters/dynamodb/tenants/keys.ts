import type { Key } from '../table/key.ts';

/** The partition that has what is set for each tenant: read once a minute by who sends, written when an owner changes it. */
export const tenantList = 'TENANTS';

/** Names the item of what is set for a tenant. */
export function tenantKey(id: string): Key {
  return { pk: tenantList, sk: id };
}
