import type { Event } from '../../../contract/events/event.ts';
import { besideTenant } from '../../tenants/rules/owned.ts';
import type { Change } from './changes-of.ts';
import type { NotificationImage } from './images.ts';

/** The event that tells a change; nothing when its notification is gone, as it is once its user was deleted. */
export function eventOf(change: Change, notification: NotificationImage | undefined): Event | undefined {
  const { id, type, at, notificationId, machine, ...rest } = change;
  const own = { ...rest.data, ...(machine !== undefined && { machine }) };
  if (notificationId !== undefined && notification === undefined) return undefined;
  const ofNotification = notification && (type === 'notification.accepted' ? acceptedData(notification) : dataOf(notification));
  return { id, type, version: 1, timestamp: at.toISOString(), data: besideTenant({ ...ofNotification, ...own }) } as Event; // as `changesOf` made it
}

function acceptedData(notification: NotificationImage) {
  const { priority, topic } = notification;
  return { ...dataOf(notification), priority, ...(topic !== undefined && { topic }) };
}

/** Picks what an event tells of its notification. */
export function dataOf({ id, requestId, userId, workflow, category, test, experiment, variant }: NotificationImage) {
  const assigned = { ...(experiment !== undefined && { experiment }), ...(variant !== undefined && { variant }) };
  return { notification: id, request: requestId, user: userId, workflow, category, test, ...assigned };
}
