import type { UnsubscribeForm } from '../../contract/preferences/unsubscribe.ts';
import type { TenantBrand } from '../../contract/tenants/tenants.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Users } from '../users/ports/users.ts';
import { changeChoices } from './change-choices.ts';
import { withPreference } from './rules/preferences.ts';
import { readUnsubscribeToken, type Subscription } from './rules/unsubscribe-token.ts';

/** What the page shows, in the brand of the user's tenant if that has one. `unknown`: the link was never ours, or its user is gone; nobody learns which. */
export type UnsubscribeView =
  | ({ outcome: Outcome; brand?: TenantBrand } & Pick<Subscription, 'category' | 'channel'>)
  | { outcome: 'unknown' };

type Outcome = 'asked' | 'unsubscribed' | 'resubscribed';

type Deps = FindTenantDeps & { secret: SigningSecret; users: Users; now: Now };

/** What a link is about. Changes nothing and reads nothing of the user: scanners of mail follow every link. */
export async function showUnsubscribe(token: string, deps: Pick<Deps, 'secret' | 'tenants'>): Promise<UnsubscribeView> {
  const subscription = readUnsubscribeToken(token, await deps.secret.readAll());
  return subscription === undefined ? { outcome: 'unknown' } : view('asked', subscription, deps);
}

/** Unsubscribes, or takes that back when the form says so. Doing it again changes nothing. */
export async function unsubscribe(
  { token, form }: { token: string; form: UnsubscribeForm },
  { secret, users, now, tenants }: Deps,
): Promise<UnsubscribeView> {
  const subscription = readUnsubscribeToken(token, await secret.readAll());
  if (subscription === undefined) return { outcome: 'unknown' };

  const { userId, category, channel } = subscription;
  const value = form.action === 'resubscribe' ? 'opted_in' : 'opted_out';
  const user = await changeChoices(userId, (known) => known && withPreference(known, { category, channel, value }), {
    users,
    now,
  });
  if (user === undefined) return { outcome: 'unknown' };
  return view(value === 'opted_in' ? 'resubscribed' : 'unsubscribed', subscription, { tenants });
}

async function view(
  outcome: Outcome,
  { userId, category, channel }: Subscription,
  deps: FindTenantDeps,
): Promise<UnsubscribeView> {
  const brand = (await findTenantOf(userId, deps))?.brand;
  return { outcome, category, channel, ...(brand && { brand }) };
}
