import { NotKnownYet } from '../errors.ts';
import type { Now } from '../ports/clock.ts';
import type { Ledger, MessageRecord, NotificationRecord } from '../ports/ledger.ts';
import type { DeliverQueue } from '../ports/queues.ts';
import type { Users } from '../ports/users.ts';
import { withoutOptedOut } from '../rules/preferences.ts';
import { explainFallback, type SmsFallback, smsFallback } from '../rules/sms-fallback.ts';
import type { Workflow } from '../rules/workflow.ts';
import { toInboxItem, writeInboxCopy } from './inbox-copy.ts';

export type FallBackDeps = {
  ledger: Ledger;
  users: Users;
  email: DeliverQueue;
  workflows: ReadonlyMap<string, Workflow>;
  now: Now;
};

/**
 * Gives a notification whose SMS may not go another channel, unless it has one. Doing it again changes nothing.
 * Answers what the user gets in its place; nothing when the user is gone.
 * @throws NotKnownYet when the inbox copy cannot be written.
 */
export async function fallBackFromSms(
  notification: NotificationRecord,
  refusal: string,
  { ledger, users, email, workflows, now }: FallBackDeps,
): Promise<SmsFallback | undefined> {
  const user = (await users.getMany([notification.userId])).get(notification.userId);
  if (user === undefined) return undefined;
  const fallback = smsFallback(notification.explanation, withoutOptedOut(user, preferable(notification, workflows)));
  if (fallback.planned) return fallback;

  const explanation = explainFallback(fallback, refusal);
  switch (fallback.channel) {
    case 'email':
      // entered first: a queue message without its message would be poison
      await ledger.add({ message: newMessage(notification.id, 'email', now(), user.email), explanation });
      await email.send([{ version: 1, notificationId: notification.id, channel: 'email' }]);
      return fallback;
    case 'inbox': {
      const message = newMessage(notification.id, 'inbox', now());
      await ledger.add({ message, explanation, inboxItem: toInboxItem(notification, writeCopy(notification, workflows), now()) });
      return fallback;
    }
    default:
      return fallback.channel satisfies never;
  }
}

function newMessage(notificationId: string, channel: 'email' | 'inbox', at: Date, address?: string): MessageRecord {
  const status = channel === 'inbox' ? 'delivered' : 'queued';
  return { notificationId, channel, status, address, attempts: 0, events: [{ status, at: at.toISOString() }] };
}

/** A workflow that is gone is required by nobody. */
function preferable({ workflow, category }: NotificationRecord, workflows: FallBackDeps['workflows']) {
  return { ...workflows.get(workflow), category };
}

function writeCopy({ workflow: key, data, ...whereabouts }: NotificationRecord, workflows: FallBackDeps['workflows']) {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new NotKnownYet(`there is no workflow "${key}"`);
  return writeInboxCopy(workflow, data, whereabouts);
}
