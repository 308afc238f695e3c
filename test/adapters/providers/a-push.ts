import type { PushMessage } from '../../../core/channels/push/ports/devices.ts';
import { aMoment, notificationId } from '../../world.ts';

/** A push message that is ready to be sent. */
export function aPush(changes: Partial<PushMessage> = {}): PushMessage {
  return {
    notificationId: notificationId('n1'),
    copy: { title: 'Hello', body: 'Your code is tulip' },
    workflow: 'greeting',
    topic: notificationId('n1'),
    urgency: 'high',
    ttlSeconds: 60,
    at: aMoment,
    ...changes,
  };
}
