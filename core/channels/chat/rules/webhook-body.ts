import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';

/** Which notification it is of, and when it was made. */
export type ChatOrigin = { notificationId: string; workflow: string; category: string; createdAt: Date };

/** Writes what a webhook of the owner's own is told: in the shape of Bellhop's events, so that one receiver reads both. */
export function webhookBody(id: string, { notificationId, workflow, category, createdAt }: ChatOrigin, copy: ChatCopy): string {
  const { title, body, fields = [], actionUrl, actionLabel } = copy;
  return JSON.stringify({
    id,
    type: 'chat.message',
    version: 1,
    timestamp: createdAt.toISOString(),
    data: {
      notification: notificationId,
      workflow,
      category,
      title,
      body,
      fields,
      ...(actionUrl !== undefined && { action_url: actionUrl }),
      ...(actionLabel !== undefined && { action_label: actionLabel }),
    },
  });
}
