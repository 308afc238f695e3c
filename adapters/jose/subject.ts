import { ownerMark } from '../../contract/tenants/owned-ids.ts';

/** The claim by which an identity provider says whose tenant's user a token speaks for. */
const tenantClaim = 'bellhop_tenant';

/**
 * Whom a token of the app's identity provider speaks for: its subject, inside the tenant that it names. The subject names no tenant by itself,
 * whatever the provider takes for one; then it is nobody's.
 */
export function subjectOf(claims: Readonly<Record<string, unknown>>): unknown {
  const { sub, [tenantClaim]: tenant } = claims;
  const named = tenant ?? (String(sub).includes(ownerMark) ? '' : undefined);
  return named === undefined ? sub : `${String(named)}${ownerMark}${String(sub)}`;
}
