import type {
  NewSuppression,
  SuppressionAnswer,
  SuppressionPage,
  SuppressionQuery,
} from '../../contract/suppressions/suppressions.ts';
import { Refused } from '../errors.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Suppression, Suppressions } from './ports/suppressions.ts';

type Deps = { suppressions: Suppressions };

/**
 * A page of the addresses that nothing is sent to, newest first.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list.
 */
export async function listSuppressions(
  { limit, cursor, reason }: SuppressionQuery,
  { suppressions }: Deps,
): Promise<SuppressionPage> {
  if (reason !== undefined) return listByReason({ limit, cursor, reason }, { suppressions });
  const page = await suppressions.list({ limit, after: cursor });
  return { data: page.suppressions.map(toSuppressionAnswer), next_cursor: page.next };
}

/** How many pages of the whole list one call looks through, at most. */
const pagesLookedAt = 20;

/** Those of one reason: each page of the whole list is no longer than what is still wanted, so that none is passed over. */
async function listByReason({ limit, cursor, reason }: SuppressionQuery, { suppressions }: Deps): Promise<SuppressionPage> {
  const data: SuppressionAnswer[] = [];
  let after = cursor;
  for (let looked = 0; looked < pagesLookedAt; looked += 1) {
    const page = await suppressions.list({ limit: limit - data.length, after });
    data.push(...page.suppressions.filter((each) => each.reason === reason).map(toSuppressionAnswer));
    after = page.next;
    if (after === undefined || data.length === limit) break;
  }
  return { data, next_cursor: after };
}

/** Suppresses an address by hand. What was known against it already stays, and is what comes back; no START lifts it any more. */
export async function addSuppression(
  { address, reason }: NewSuppression,
  { suppressions, now }: Deps & { now: Now },
): Promise<SuppressionAnswer> {
  return toSuppressionAnswer(await suppressions.add({ address, reason, source: 'api', at: now() }));
}

/**
 * Lets an address be sent to again; answers what stood against it.
 * @throws Refused `not_found` when nothing did.
 */
export async function removeSuppression(address: string, { suppressions }: Deps): Promise<SuppressionAnswer> {
  const removed = await suppressions.remove(address);
  if (removed === undefined) throw new Refused('not_found', 'this address is not suppressed');
  return toSuppressionAnswer(removed);
}

/** What stands against an address, as the app's server sees it. */
export function toSuppressionAnswer({ address, reason, source, at, notificationId }: Suppression): SuppressionAnswer {
  return { address, reason, source, notification: notificationId, created_at: at.toISOString() };
}
