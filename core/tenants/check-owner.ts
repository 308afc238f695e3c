import { Refused } from '../errors.ts';
import type { Owners } from './ports/owners.ts';

/**
 * Looks whether notifications and requests that a tenant's call names are the tenant's.
 * @throws Refused `not_found`, the same for what is another's and for what is not there.
 */
export async function checkOwner(tenant: string, ids: readonly string[], { owners }: { owners: Owners }): Promise<void> {
  const found = await Promise.all(ids.map(async (id) => ({ id, owner: await owners.find(id) })));
  const foreign = found.find(({ owner }) => owner?.tenant !== tenant);
  if (foreign === undefined) return;
  const what = foreign.id.startsWith('req_') ? 'request' : 'notification';
  throw new Refused('not_found', `there is no ${what} "${foreign.id}" (or it is not worked on yet: then ask again in a moment)`);
}
