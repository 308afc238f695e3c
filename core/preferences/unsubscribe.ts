import type { UnsubscribeForm } from '../../contract/preferences/unsubscribe.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Users } from '../users/ports/users.ts';
import { changeChoices } from './change-choices.ts';
import { withPreference } from './rules/preferences.ts';
import { readUnsubscribeToken, type Subscription } from './rules/unsubscribe-token.ts';

/** What the page shows. `unknown`: the link was never ours, or its user is gone; nobody learns which. */
export type UnsubscribeView =
  | ({ outcome: 'asked' | 'unsubscribed' | 'resubscribed' } & Pick<Subscription, 'category' | 'channel'>)
  | { outcome: 'unknown' };

type Deps = { secret: SigningSecret; users: Users; now: Now };

/** What a link is about. Changes and reads nothing: scanners of mail follow every link. */
export async function showUnsubscribe(token: string, { secret }: Pick<Deps, 'secret'>): Promise<UnsubscribeView> {
  const subscription = readUnsubscribeToken(token, await secret.readAll());
  return subscription === undefined ? { outcome: 'unknown' } : view('asked', subscription);
}

/** Unsubscribes, or takes that back when the form says so. Doing it again changes nothing. */
export async function unsubscribe(
  { token, form }: { token: string; form: UnsubscribeForm },
  { secret, users, now }: Deps,
): Promise<UnsubscribeView> {
  const subscription = readUnsubscribeToken(token, await secret.readAll());
  if (subscription === undefined) return { outcome: 'unknown' };

  const { userId, category, channel } = subscription;
  const value = form.action === 'resubscribe' ? 'opted_in' : 'opted_out';
  const user = await changeChoices(userId, (known) => known && withPreference(known, { category, channel, value }), {
    users,
    now,
  });
  return user === undefined ? { outcome: 'unknown' } : view(value === 'opted_in' ? 'resubscribed' : 'unsubscribed', subscription);
}

function view(outcome: 'asked' | 'unsubscribed' | 'resubscribed', { category, channel }: Subscription): UnsubscribeView {
  return { outcome, category, channel };
}
