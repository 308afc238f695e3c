import { Refused } from '../errors.ts';
import type { Tenant } from '../tenants/rules/owned.ts';
import type { Webhooks } from './ports/webhooks.ts';

type Named = { callback?: string | null | undefined; failure_callback?: string | null | undefined };

const fields = ['callback', 'failure_callback'] as const;

/**
 * The refusal of the webhooks that a publish or a schedule names as its callbacks and that do not exist, if there are such. It reads nothing
 * when none is named. Webhooks are the stage's: a key that is `boundTo` a tenant knows none.
 */
export async function findCallbackFaults(
  named: Named,
  { webhooks, boundTo }: { webhooks: Pick<Webhooks, 'find'>; boundTo?: Tenant },
): Promise<Refused[]> {
  const places = await Promise.all(
    fields.map(async (field) => {
      const id = named[field];
      if (id === undefined || id === null) return [];
      if (boundTo === undefined && (await webhooks.find(id)) !== undefined) return [];
      const detail =
        boundTo === undefined ? 'must be the id of a webhook; GET /v1/webhooks lists them' : 'there is no such webhook';
      return [{ pointer: `/${field}`, detail }];
    }),
  );
  if (places.flat().length === 0) return [];
  return [new Refused('webhook_unknown', 'there is no such webhook to call back', { places: places.flat() })];
}
