import type { SentSms } from '../../../../core/channels/sms/ports/sent-sms.ts';

/** SMS that were sent, in memory. */
export function memorySentSms(): SentSms {
  const notificationIds = new Map<string, string>();
  return {
    async remember({ providerId, notificationId }) {
      notificationIds.set(providerId, notificationId);
    },

    async find(providerId) {
      return notificationIds.get(providerId);
    },
  };
}
