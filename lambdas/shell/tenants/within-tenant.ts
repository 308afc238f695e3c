import * as z from 'zod';
import type { Route } from '../../../contract/http/route.ts';
import { Refused } from '../../../core/errors.ts';
import { checkOwner } from '../../../core/tenants/check-owner.ts';
import { chooseTenant } from '../../../core/tenants/choose-tenant.ts';
import { callerFor, type Tenant, tenantOf, toOwned } from '../../../core/tenants/rules/owned.ts';
import type { Identity } from '../http-identity.ts';
import { mapNames } from './map-names.ts';
import { putOutOfTenant, putTenantBeside } from './out-of-tenant.ts';

type Place = 'params' | 'query' | 'body';
/** A call as far as names can stand in it. */
type Named = Partial<Record<Place, unknown>>;
type Put<Input> = { input: Input; from: Identity };

/** How a call is refused that has a name which is too long in its tenant, by where it stands. */
const tooLong = { params: 'not_found', query: 'query_invalid', body: 'body_invalid' } as const;

/**
 * Puts a server's call for a tenant into the tenant: what it names becomes the names that are used inside. Other calls stay as they are.
 * @throws Refused `tenant_refused` where the key may not act for the tenant, or nobody may for any; `not_found` for what is another's.
 */
export async function putIntoTenant<Input extends Named>(route: Route, input: Input, from: Identity): Promise<Put<Input>> {
  if (from.caller !== 'server') return { input, from };
  const tenant = chooseTenant(from.tenant, namedIn(input));
  if (tenant === undefined) return { input, from };
  if (route.tenants === undefined)
    throw new Refused('tenant_refused', 'this call is about the whole stage: it takes a key of the stage, and no tenant');

  const ids = new Set<string>();
  const named = (place: Place) => {
    const schema = route[place];
    if (schema === undefined) return undefined;
    return mapNames(schema, input[place], (kind, name) => {
      if (kind === 'notification' || kind === 'request') ids.add(name);
      const owned = toOwned(kind, tenant, name);
      if (owned !== undefined) return owned;
      throw new Refused(tooLong[place], `"${name}" is too long together with its tenant's name`);
    });
  };
  // a publish comes by queues as well, and says itself for whom it is: its names are made the tenant's where it is worked on
  const body = takesTenant(route) ? { ...(input.body as object), tenant } : named('body');
  const owned = { ...input, params: named('params'), query: named('query'), body };
  if (ids.size > 0) await checkOwner(tenant, [...ids], { owners: from.owners ?? nobody });
  const { apiKey } = from;
  const caller = apiKey.tenant === undefined ? { ...apiKey, id: callerFor(tenant, apiKey.id) } : apiKey;
  return { input: owned, from: { ...from, apiKey: caller, tenant } };
}

/** Answers a caller in the names that they use: a tenant's own, or of the whole stage, with the tenant of each thing beside it. */
export function inOwnNames<Body>(body: Body, from: Identity): Body {
  const tenant = tenantOfCaller(from);
  if (tenant !== undefined) return putOutOfTenant(body, tenant);
  return from.caller === 'server' ? putTenantBeside(body) : body;
}

/** The tenant in whose names a caller is answered. */
function tenantOfCaller(from: Identity): Tenant {
  if (from.caller === 'user') return tenantOf(from.userId);
  return from.caller === 'server' ? from.tenant : undefined;
}

/** Says what is wrong with a tenant's call in the tenant's own names. */
export function inOwnWords(error: unknown, from: Identity): unknown {
  const tenant = tenantOfCaller(from);
  if (tenant === undefined || !(error instanceof Refused)) return error;
  const { code, message, headers } = error;
  const plain = (text: string) => text.replaceAll(`"${tenant}/`, '"');
  const places = error.places.map(({ pointer, detail }) => ({ pointer, detail: plain(detail) }));
  return new Refused(code, plain(message), { places, headers: { ...headers } });
}

const Naming = z.looseObject({ tenant: z.string().optional() });

function namedIn({ body }: Named): string | undefined {
  return Naming.safeParse(body).data?.tenant;
}

function takesTenant({ body }: Route): boolean {
  return body instanceof z.ZodObject && 'tenant' in body.shape;
}

/** Where nobody can tell whose things are, they are nobody's. */
const nobody = { find: async () => undefined };
