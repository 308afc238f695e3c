import { keyOwnerMark, mostLetters, ownerMark } from '../../../contract/tenants/owned-ids.ts';
import type { OwnedKind } from '../../../contract/tenants/owned-names.ts';

/** The tenant that a call is made for; absent: the stage itself, as where there are no tenants. */
export type Tenant = string | undefined;

/** A name as it is used inside: of the stage's own `ada`, of a tenant's `acme/ada`. */
export function ownedBy(tenant: Tenant, name: string): string {
  return tenant === undefined ? name : `${tenant}${ownerMark}${name}`;
}

/** The same of a name that may be absent. */
export function ownedIfGiven(tenant: Tenant, name: string | undefined): string | undefined {
  return name === undefined ? undefined : ownedBy(tenant, name);
}

/** Makes the same of a cancellation key. */
export function ownedKey(tenant: Tenant, key: string): string {
  return tenant === undefined ? key : `${tenant}${keyOwnerMark}${key}`;
}

/** How the names of a tenant's users and topics begin; without a tenant, how any does. */
export function beginningOf(tenant: Tenant): string {
  return ownedBy(tenant, '');
}

/** Finds the tenant of a user, a topic, or a topic's room. */
export function tenantOf(ownedName: string): Tenant {
  const at = ownedName.indexOf(ownerMark);
  return at < 0 ? undefined : ownedName.slice(ownedName.startsWith('#') ? 1 : 0, at);
}

/** Whether a user, a topic or a room belongs to a tenant; without a tenant, whether it belongs to none. */
export function isOf(tenant: Tenant, ownedName: string): boolean {
  return tenantOf(ownedName) === tenant;
}

/** A user, a topic or a room as its tenant calls it. */
export function nameWithin(ownedName: string): string {
  const tenant = tenantOf(ownedName);
  if (tenant === undefined) return ownedName;
  const room = ownedName.startsWith('#') ? '#' : '';
  return room + ownedName.slice(room.length + tenant.length + ownerMark.length);
}

/** Names a user and a topic as their tenant does, with the tenant beside them; what is the stage's own stays as it is. */
export function besideTenant<Named extends object>(named: Named): Named {
  const { user, topic } = named as { user?: string; topic?: string };
  const tenant = tenantOf(user ?? topic ?? '');
  if (tenant === undefined) return named;
  return {
    tenant,
    ...named,
    ...(user !== undefined && { user: nameWithin(user) }),
    ...(topic !== undefined && { topic: nameWithin(topic) }),
  };
}

/** A cancellation key as its tenant calls it. */
export function keyWithin(key: string): string {
  const at = key.indexOf(keyOwnerMark);
  return at < 0 ? key : key.slice(at + 1);
}

/** A caller as idempotency keys and the ids of requests know it: what one key publishes for two tenants is apart. */
export function callerFor(tenant: Tenant, caller: string): string {
  return tenant === undefined ? caller : `${caller} ${tenant}`;
}

/** The most letters of a schedule's name with its tenant's: its timer has one more, of the 64 that EventBridge Scheduler takes. */
const mostScheduleLetters = 63;

/** A name of a call as it is used inside; nothing when it is too long together with its tenant's. */
export function toOwned(kind: OwnedKind, tenant: string, name: string): string | undefined {
  if (kind === 'notification' || kind === 'request') return name;
  if (kind === 'cancellation-key') return ownedKey(tenant, name);
  const made = ownedBy(tenant, name);
  if (kind === 'schedule') return made.length > mostScheduleLetters ? undefined : made;
  return made.length > mostLetters ? undefined : made;
}
