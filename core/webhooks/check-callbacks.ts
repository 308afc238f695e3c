import { Refused } from '../errors.ts';
import type { Tenant } from '../tenants/rules/owned.ts';
import type { Webhooks } from './ports/webhooks.ts';

type Named = { callback?: string | null | undefined; failure_callback?: string | null | undefined };

/**
 * Checks that the webhooks exist which a publish or a schedule names as its callbacks; it reads nothing when there are none.
 * @throws Refused `webhook_unknown` with the places of those that do not.
 */
export async function checkCallbacks(named: Named, { webhooks }: { webhooks: Pick<Webhooks, 'find'> }): Promise<void> {
  const fields = ['callback', 'failure_callback'] as const;
  const places = await Promise.all(
    fields.map(async (field) => {
      const id = named[field];
      if (id === undefined || id === null || (await webhooks.find(id)) !== undefined) return [];
      return [{ pointer: `/${field}`, detail: 'must be the id of a webhook; GET /v1/webhooks lists them' }];
    }),
  );
  if (places.flat().length > 0)
    throw new Refused('webhook_unknown', 'there is no such webhook to call back', { places: places.flat() });
}

/**
 * Webhooks are the stage's: a key that is bound to a tenant knows none.
 * @throws Refused `webhook_unknown` for any.
 */
export function refuseForeignCallbacks({ callback, failure_callback }: Named, boundTo: Tenant): void {
  const named = callback ?? failure_callback;
  if (boundTo !== undefined && named != null) throw new Refused('webhook_unknown', `there is no webhook "${named}"`);
}
