import type { NotificationFilter } from '../../contract/message-log/notification-list.ts';
import { normalAddress } from '../channels/email/rules/normal-address.ts';
import { addressKept } from '../channels/rules/address.ts';
import type { MessageRecord } from '../delivery/ports/records.ts';
import { type Tenant, tenantOf } from '../tenants/rules/owned.ts';
import type { LoggedNotification } from './ports/message-log.ts';

/** What is looked for among those of one tenant; without one, among all. */
export type OfTenant<Filter> = Filter & { tenant?: Tenant };

/** Whether a notification is one of those that are looked for. */
export function matches(notification: LoggedNotification, filter: OfTenant<NotificationFilter>): boolean {
  return isSame(notification, filter) && isWithin(notification.createdAt, filter) && hasMessage(notification, filter);
}

function isSame(notification: LoggedNotification, filter: OfTenant<NotificationFilter>): boolean {
  const asked = [
    [filter.user, notification.userId],
    [filter.workflow, notification.workflow],
    [filter.category, notification.category],
    [filter.topic, notification.topic],
    [filter.test, notification.test],
    [filter.cancellation_key, notification.cancellationKey],
    [filter.request, notification.requestId],
    [filter.tenant, tenantOf(notification.userId)],
  ];
  return asked.every(([wanted, is]) => wanted === undefined || wanted === is);
}

function isWithin(createdAt: Date, { since, until }: NotificationFilter): boolean {
  return (since === undefined || createdAt >= new Date(since)) && (until === undefined || createdAt < new Date(until));
}

function hasMessage({ messages }: LoggedNotification, { channel, status, address }: NotificationFilter): boolean {
  if (channel === undefined && status === undefined && address === undefined) return true;
  return messages.some(
    (message) =>
      (channel === undefined || message.channel === channel) &&
      (status === undefined || message.status === status) &&
      (address === undefined || wentTo(message, normalAddress(address))),
  );
}

function wentTo({ channel, address }: Pick<MessageRecord, 'channel' | 'address'>, wanted: string): boolean {
  if (address === undefined) return false;
  return [addressKept(channel, address)].flat().some((each) => normalAddress(each) === wanted);
}
