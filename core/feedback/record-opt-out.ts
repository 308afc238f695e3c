import type { ProviderEventOf } from '../../contract/feedback/provider-events.ts';
import { changeChoices } from '../preferences/change-choices.ts';
import { withPreference } from '../preferences/rules/preferences.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Users } from '../users/ports/users.ts';
import { callsForAction } from './calls-for-action.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { hasOptedOut } from './rules/opt-out.ts';

export type OptOutDeps = { ledger: FeedbackLedger & Pick<PublishingLedger, 'read'>; users: Users; now: Now };

/**
 * Records that somebody unsubscribed by the list management of SES, as if they had followed our own link: no more e-mails of the category.
 * A repetition changes nothing, and an event about somebody else's e-mail nothing either.
 */
export async function recordOptOut(
  { detail }: ProviderEventOf<'Email Subscribed'>,
  message: { notificationId: string; channel: 'email'; address: string },
  { ledger, users, now }: OptOutDeps,
): Promise<ReceiptRecorded> {
  if (!hasOptedOut(detail.subscription)) return 'stale';
  const at = new Date(detail.subscription.timestamp);
  const id = `opt-out ${at.toISOString()}`;
  const recorded = await ledger.recordReceipt({ ...message, id, at, detail: 'its reader unsubscribed, by the list of SES' });
  if (!callsForAction(recorded)) return recorded;

  const found = await ledger.read(message.notificationId);
  if (found === undefined) return 'missing';
  const { userId, category } = found.notification;
  const optOut = { category, channel: message.channel, value: 'opted_out' } as const;
  await changeChoices(userId, (user) => user && withPreference(user, optOut), { users, now });
  return recorded;
}
