import { TenantId } from '../../../contract/tenants/tenant-id.ts';
import { Refused } from '../../../core/errors.ts';
import { isOf, keyWithin, nameWithin, type Tenant, tenantOf } from '../../../core/tenants/rules/owned.ts';

/** The fields of answers that name what is a tenant's own, at any depth. A test holds this list to the schemas of all answers. */
export const fieldsOfTenants: ReadonlySet<string> = new Set([
  'user',
  'id',
  'topic',
  'topics',
  'recipients',
  'schedules',
  'cancellation_key',
]);

/** Those of them that name nothing but what belongs to somebody: what is in them and is another's tells that the answer is another's. */
const always = new Set(['user', 'topic']);

/** What the caller named, as they named it, is nobody's yet; what the app said itself is left as it is. */
const asGiven = new Set(['refused', 'skipped']);
const ofApp = new Set(['data', 'attributes', 'profile', 'payload', 'example']);

/**
 * Makes an answer one in the tenant's own names. It goes by the names of fields, since functions know no schemas of answers
 * (docs/decisions/0165).
 * @throws Refused `not_found` when it names what is not the tenant's: nobody may see any of it.
 */
export function putOutOfTenant<Body>(body: Body, tenant: string): Body {
  return inFields(body, tenant, false) as Body;
}

function inFields(value: unknown, tenant: string, isGiven: boolean): unknown {
  return mapFields(value, (field, each) => inField(field, each, { tenant, isGiven: isGiven || asGiven.has(field) }));
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

/**
 * Names what is a tenant's as its tenant does, and the tenant beside it, for who is answered about the whole stage. It is named once: what lies
 * within is the same tenant's.
 */
export function putTenantBeside<Body>(body: Body): Body {
  return beside(body, undefined) as Body;
}

function beside(value: unknown, known: Tenant): unknown {
  const tenant = known ?? tenantNamedIn(value);
  const named = mapFields(value, (field, each) => besideField(field, each, tenant));
  return tenant === known ? named : { tenant, ...(named as object) };
}

function besideField(field: string, value: unknown, tenant: Tenant): unknown {
  if (Array.isArray(value)) return value.map((each) => besideField(field, each, tenant));
  if (typeof value !== 'string' || !fieldsOfTenants.has(field)) return beside(value, tenant);
  if (field === 'cancellation_key') return keyWithin(value);
  return knownTenantOf(value) === undefined ? value : nameWithin(value);
}

function tenantNamedIn(value: unknown): Tenant {
  if (typeof value !== 'object' || value === null) return undefined;
  const { user, topic, id } = value as Record<string, unknown>;
  return [user, topic, id].map((name) => (typeof name === 'string' ? knownTenantOf(name) : undefined)).find(Boolean);
}

function knownTenantOf(name: string): Tenant {
  const tenant = tenantOf(name);
  return tenant !== undefined && TenantId.safeParse(tenant).success ? tenant : undefined;
}

/** Changes the fields of an object, or of each in a list, but for those that are the app's own words. */
function mapFields(value: unknown, change: (field: string, each: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => mapFields(each, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([field, each]) => {
    const isOfApp = ofApp.has(field) && !Array.isArray(each);
    return [field, isOfApp ? each : change(field, each)] as const;
  });
  return Object.fromEntries(entries);
}
