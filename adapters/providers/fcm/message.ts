import type { PushMessage } from '../../../core/channels/push/ports/devices.ts';

/**
 * Writes a message as FCM takes it: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages. The tag makes a device show
 * one notification of a topic; `collapse_key` is for a topic of the workflow's alone, as FCM keeps four of them for a device.
 */
export function toFcmMessage(token: string, { notificationId: id, copy, topic, urgency, ttlSeconds, unread }: PushMessage) {
  const { title, body, url, icon } = copy;
  return {
    message: {
      token,
      notification: { title, body, ...(icon !== undefined && { image: icon }) },
      data: { id, ...(url !== undefined && { url }) },
      android: {
        ...(topic !== id && { collapse_key: topic }),
        priority: urgency === 'high' ? 'HIGH' : 'NORMAL',
        ttl: `${ttlSeconds}s`,
        notification: { tag: topic, ...(unread !== undefined && { notification_count: unread }) },
      },
    },
  };
}
