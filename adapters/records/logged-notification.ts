import type { LoggedNotification } from '../../core/message-log/ports/message-log.ts';

type Kept = Omit<LoggedNotification, 'createdAt' | 'messages'> & { createdAt: Date | string };

/** Takes of a notification and its messages what a list shows, however a store keeps the rest. */
export function toLogged(notification: Kept, messages: LoggedNotification['messages']): LoggedNotification {
  const { id, requestId, userId, workflow, category, topic, test, createdAt, cancellationKey } = notification;
  return {
    id,
    requestId,
    userId,
    workflow,
    category,
    test,
    ...(topic !== undefined && { topic }),
    ...(cancellationKey !== undefined && { cancellationKey }),
    createdAt: new Date(createdAt),
    messages: messages.map(({ channel, status, reason, attempts, address }) => {
      return { channel, status, attempts, ...(reason && { reason }), ...(address && { address }) };
    }),
  };
}
