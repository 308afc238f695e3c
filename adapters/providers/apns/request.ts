import type { PushMessage, PushUrgency } from '../../../core/channels/push/ports/devices.ts';

/** When a device shows it: 10 at once, 5 with regard to its power, 1 only if that wakes nothing. */
const priorities: Readonly<Record<PushUrgency, string>> = { high: '10', normal: '10', low: '5', 'very-low': '1' };

/** Names a message for Apple: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns */
export function apnsHeaders(message: PushMessage, topic: string): Record<string, string> {
  const { notificationId, ttlSeconds, urgency, at } = message;
  const expires = ttlSeconds === 0 ? 0 : Math.floor(at.getTime() / 1000) + ttlSeconds; // 0: now or never
  return {
    'apns-id': apnsId(notificationId),
    'apns-topic': topic,
    'apns-push-type': 'alert',
    'apns-priority': priorities[urgency],
    'apns-expiration': String(expires),
    'apns-collapse-id': message.topic, // 64 bytes at most: ours has 32, or is a notification's id
  };
}

/** Writes its payload: https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification */
export function apnsPayload({ notificationId: id, copy, workflow, urgency, unread }: PushMessage) {
  const { title, body, url } = copy;
  const isAudible = urgency === 'high' || urgency === 'normal';
  return {
    aps: {
      alert: { title, body },
      ...(unread !== undefined && { badge: unread }),
      ...(isAudible && { sound: 'default' }),
      'thread-id': workflow,
    },
    id,
    ...(url !== undefined && { url }),
  };
}

/** The letters of a ULID, by their value: https://github.com/ulid/spec#encoding */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Writes a notification's id as the UUID that Apple asks for: the same 128 bits, so that each can be told from the other. */
export function apnsId(notificationId: string): string {
  const bits = [...notificationId.slice(-26)].reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n);
  const hex = (bits & ((1n << 128n) - 1n)).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
