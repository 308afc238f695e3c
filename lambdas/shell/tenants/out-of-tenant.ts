import { Refused } from '../../../core/errors.ts';
import { isOf, keyWithin, nameWithin, type Tenant, tenantOf } from '../../../core/tenants/rules/owned.ts';

/** The fields of answers that name what is a tenant's own, at any depth. A test holds this list to the schemas of all answers. */
export const fieldsOfTenants: ReadonlySet<string> = new Set(['user', 'id', 'topic', 'topics', 'cancellation_key']);

/** Those of them that name nothing but what belongs to somebody: what is in them and is another's tells that the answer is another's. */
const always = new Set(['user', 'topic']);

/** What the caller named, as they named it, is nobody's yet; what the app said itself is left as it is. */
const asGiven = new Set(['refused', 'skipped']);
const ofApp = new Set(['data', 'attributes', 'profile']);

/**
 * Makes an answer one in the tenant's own names. It goes by the names of fields, since functions know no schemas of answers
 * (docs/decisions/0165).
 * @throws Refused `not_found` when it names what is not the tenant's: nobody may see any of it.
 */
export function putOutOfTenant<Body>(body: Body, tenant: Tenant): Body {
  return tenant === undefined ? body : (inFields(body, tenant, false) as Body);
}

function inFields(value: unknown, tenant: string, isGiven: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => inFields(each, tenant, isGiven));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => {
      if (ofApp.has(field) && !Array.isArray(each)) return [field, each];
      return [field, inField(field, each, { tenant, isGiven: isGiven || asGiven.has(field) })];
    }),
  );
}

function inField(field: string, value: unknown, { tenant, isGiven }: { tenant: string; isGiven: boolean }): unknown {
  if (!fieldsOfTenants.has(field)) return inFields(value, tenant, isGiven);
  if (Array.isArray(value)) return value.map((each) => inField(field, each, { tenant, isGiven }));
  if (typeof value !== 'string') return inFields(value, tenant, isGiven);
  if (field === 'cancellation_key') return keyWithin(value);
  if (isOf(tenant, value)) return nameWithin(value);
  if (!isGiven && (always.has(field) || tenantOf(value) !== undefined))
    throw new Refused('not_found', 'there is no such thing here');
  return value;
}
