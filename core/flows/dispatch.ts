import type { Explanation } from '../../contract/notifications.ts';
import type { FanOutMessage, NotifyMessage } from '../../contract/queue-messages.ts';
import type { Channel } from '../../contract/values.ts';
import { Poison } from '../errors.ts';
import type { DeliverQueue, IngestQueue, Ledger, MessageRecord, NotificationRecord, Now, User, Users } from '../ports.ts';
import { notificationIdFor } from '../rules/derived-id.ts';
import { magicOutcome } from '../rules/magic-recipient.ts';
import { addressOn, planChannels } from '../rules/plan.ts';
import { withoutOptedOut } from '../rules/preferences.ts';
import { planSms } from '../rules/sms-fallback.ts';
import type { Workflow } from '../rules/workflow.ts';
import { toInboxItem, writeInboxCopy } from './inbox-copy.ts';

export type DispatchDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Users;
  ledger: Ledger;
  email: DeliverQueue;
  sms: DeliverQueue;
  /** Where SMS may go. */
  smsCountries: readonly string[];
  retentionDays: number;
  now: Now;
};

type Planned = { message: NotifyMessage; workflow: Workflow; user: User; explanation: Explanation[] };

export type DispatchOutcome = 'dispatched' | 'user-gone';

/**
 * Turns an accepted run for one user into a notification: plans its channels, enters it in the ledger and the inbox, and
 * queues what is to be sent. Doing it again changes nothing: the ledger keeps the first plan, and claims drop repetitions.
 * @throws Poison when the workflow or its data no longer fit.
 */
export async function dispatch(message: NotifyMessage, deps: DispatchDeps): Promise<DispatchOutcome> {
  const workflow = deps.workflows.get(message.workflow);
  if (workflow === undefined) throw new Poison(`there is no workflow "${message.workflow}"`);
  const user = (await deps.users.getMany([message.userId])).get(message.userId);
  if (user === undefined) return 'user-gone';
  const copy = writeInboxCopy(workflow, message.data, user);

  const plan = planChannels(workflow, user, message);
  const explanation = isRehearsed(message, user) ? plan : planSms(plan, withoutOptedOut(user, workflow), deps.smsCountries);
  const notification = toNotification({ message, workflow, user, explanation });
  const messages = toMessages(notification, user, deps.now());
  const inInbox = messages.some(({ channel, status }) => channel === 'inbox' && status === 'delivered');
  const inboxItem = inInbox ? toInboxItem(notification, copy) : undefined;
  const entered = await deps.ledger.enter({
    notification,
    messages,
    inboxItem,
    expiresAt: daysAfter(deps.now(), deps.retentionDays),
  });

  const queued = entered.filter(({ status }) => status === 'queued');
  await Promise.all(queued.map(({ notificationId, channel }) => queueFor(channel, notificationId, deps)));
  return 'dispatched';
}

/** Turns a run for many users into one message each, on the same queue. */
export async function fanOut({ userIds, ...run }: FanOutMessage, { ingest }: { ingest: IngestQueue }): Promise<void> {
  await ingest.send(userIds.map((userId) => ({ ...run, type: 'notify', userId })));
}

function toNotification({ message, workflow, user, explanation }: Planned): NotificationRecord {
  const createdAt = new Date(message.requestedAt);
  return {
    id: notificationIdFor(createdAt, message.requestId, user.id),
    requestId: message.requestId,
    userId: user.id,
    workflow: workflow.key,
    category: workflow.category,
    priority: message.priority ?? workflow.priority,
    test: message.test,
    data: message.data,
    locale: user.locale,
    timezone: user.timezone,
    createdAt,
    explanation,
  };
}

function toMessages(notification: NotificationRecord, user: User, now: Date): MessageRecord[] {
  return notification.explanation.map(({ channel, decision, reason }) => {
    const status = decision === 'skip' ? 'skipped' : channel === 'inbox' ? 'delivered' : 'queued';
    return {
      notificationId: notification.id,
      channel,
      status,
      reason,
      address: channel === 'inbox' || decision === 'skip' ? undefined : addressOn(channel, user),
      attempts: 0,
      events: [{ status, at: now.toISOString() }],
    };
  });
}

async function queueFor(channel: Channel, notificationId: string, { email, sms }: DispatchDeps): Promise<void> {
  switch (channel) {
    case 'email':
      return email.send([{ version: 1, notificationId, channel }]);
    case 'sms':
      return sms.send([{ version: 1, notificationId, channel }]);
    case 'inbox':
      return; // delivered by entering it
    default:
      return channel satisfies never;
  }
}

/** A magic number is nobody's, so no country's rules hold for it, and a test plays the same wherever SMS may go. */
function isRehearsed({ test }: NotifyMessage, { phone }: User): boolean {
  return test && phone !== undefined && magicOutcome('sms', phone) !== undefined;
}

function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}
