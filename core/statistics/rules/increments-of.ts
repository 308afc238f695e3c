import { changesOf } from '../../events/rules/changes-of.ts';
import type { InboxItemImage, NotificationImage, RecordChange } from '../../events/rules/images.ts';
import { tenantOf } from '../../tenants/rules/owned.ts';
import { addCounts, type Counts, difference, type Increment, none, type Row, rowLocale } from './counts.ts';
import { dayOf, notificationDay } from './notification-day.ts';
import { tallyMessage } from './tally-message.ts';

/** What a record does not say itself: the notification that it is about, and the items that a mark of everything covered. */
export type Surroundings = {
  notificationOf: (id: string) => NotificationImage | undefined;
  covered: readonly InboxItemImage[];
};

/** The notifications that have to be known to count a record. */
export function notificationsIn(record: RecordChange): string[] {
  switch (record.of) {
    case 'message':
      return hasMoved(record) ? [record.after?.notificationId ?? ''] : [];
    case 'inbox-item':
      return isFirstRead(record) ? [record.after?.notificationId ?? ''] : [];
    case 'notification':
    case 'user':
    case 'suppression':
      return [];
    default:
      return record satisfies never;
  }
}

/** The versions of an inbox that a record marks as read, above the first and up to the second. */
export function coveredIn(record: RecordChange): { userId: string; above: number; through: number } | undefined {
  if (record.of !== 'user' || record.after === undefined) return undefined;
  const { id: userId, readThrough: through } = record.after;
  const above = record.before?.readThrough ?? 0;
  return through > above ? { userId, above, through } : undefined;
}

/** What a write to an item adds to statistics: the same however often it is asked. What removes an item takes nothing away. */
export function incrementsOf(record: RecordChange, { notificationOf, covered }: Surroundings): Increment[] {
  switch (record.of) {
    case 'notification':
      return record.before === undefined && record.after !== undefined && !record.after.test
        ? [{ row: rowOf(record.after.id, record.after, none), counts: { accepted: 1 } }]
        : [];
    case 'message':
      return moved(record, notificationOf);
    case 'inbox-item':
      return isFirstRead(record) && record.after !== undefined ? read(record.after, notificationOf) : [];
    case 'user':
      return [...covered.flatMap((item) => (item.wasRead ? [] : read(item, notificationOf))), ...unsubscribed(record)];
    case 'suppression':
      return [];
    default:
      return record satisfies never;
  }
}

function hasMoved({ before, after }: RecordChange<'message'>): boolean {
  if (after === undefined) return false;
  return before === undefined || Object.keys(difference(tallyMessage(after), tallyMessage(before))).length > 0;
}

function moved({ before, after }: RecordChange<'message'>, notificationOf: Surroundings['notificationOf']): Increment[] {
  if (after === undefined) return [];
  const notification = notificationOf(after.notificationId);
  const tally = (message: typeof before): Counts => {
    if (!notification?.test) return tallyMessage(message);
    return message === undefined ? {} : { simulated: 1 };
  };
  const counts = difference(tally(after), tally(before));
  return [{ row: rowOf(after.notificationId, notification, after.channel), counts }];
}

/** What comes back from being snoozed is unread, and was counted when it was snoozed. */
function isFirstRead({ before, after }: RecordChange<'inbox-item'>): boolean {
  return before?.wasRead !== true && after?.wasRead === true && !after.unread;
}

function read({ notificationId, userId, workflow, category }: InboxItemImage, notificationOf: Surroundings['notificationOf']) {
  const notification = notificationOf(notificationId);
  if (notification?.test) return [];
  return [{ row: rowOf(notificationId, notification ?? { userId, workflow, category }, 'inbox'), counts: { read: 1 } }];
}

/** One for each category and channel that a write opted out of. */
function unsubscribed(record: RecordChange): Increment[] {
  const increments = changesOf(record).flatMap(({ type, at, data: { category = none, channel = none, user = '' } }) => {
    if (type !== 'user.unsubscribed') return [];
    const row = { day: dayOf(at), workflow: none, category, channel, locale: none, ...ofTenant(user) };
    return [{ row, counts: { unsubscribed: 1 } }];
  });
  return increments.map(({ row, counts }) => ({ row, counts: addCounts(counts) }));
}

/** What rows are told apart by, of a notification. */
type Counted = Pick<NotificationImage, 'userId' | 'workflow' | 'category' | 'locale' | 'experiment' | 'variant'>;

/** The notification may be gone when its user was deleted; its day is in its id. */
function rowOf(
  id: string,
  { userId, workflow, category, locale, experiment, variant }: Partial<Counted> = {},
  channel: string,
): Row {
  return {
    day: notificationDay(id),
    workflow: workflow ?? none,
    category: category ?? none,
    channel,
    locale: locale === undefined ? none : rowLocale(locale),
    ...(experiment !== undefined && { experiment, variant: variant ?? none }),
    ...ofTenant(userId ?? ''),
  };
}

function ofTenant(userId: string): Pick<Row, 'tenant'> {
  const tenant = tenantOf(userId);
  return tenant === undefined ? {} : { tenant };
}
