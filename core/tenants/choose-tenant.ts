import { TenantId } from '../../contract/tenants/tenant-id.ts';
import { Refused } from '../errors.ts';
import type { Tenant } from './rules/owned.ts';

/**
 * The tenant that a call is made for: the one that its key is bound to, or that it names.
 * @throws Refused `tenant_invalid` when what it names is no id of a tenant, and `tenant_refused` when that is another.
 */
export function chooseTenant(known: Tenant, asked: string | undefined): Tenant {
  if (asked === undefined) return known;
  if (!TenantId.safeParse(asked).success)
    throw new Refused('tenant_invalid', 'a tenant\'s id is of lower-case words joined by "-", 32 letters at most');
  if (known !== undefined && known !== asked)
    throw new Refused('tenant_refused', `this call is for the tenant "${known}", and for no other`);
  return asked;
}
