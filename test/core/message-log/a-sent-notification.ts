import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { derivedUlid, notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMessage, aNotification, anApiKey, type World, world } from '../../world.ts';

/** What a test of resends is done with: a world that has Ada, and what all its flows go by. */
export async function aResendingWorld() {
  const here = { ...world(), workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 30, apiKey: anApiKey() };
  await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
  return here;
}

/** A notification with messages that stand as they are given, in list and ledger. */
export async function aSentNotification(
  here: World,
  messages: readonly Partial<MessageRecord>[],
  changes: Parameters<typeof aNotification>[0] = {},
): Promise<string> {
  here.pass(1);
  const at = here.now();
  const requestId = `req_${derivedUlid(at, 'test', 'sent')}`;
  const id = notificationIdFor(at, requestId, 'ada');
  const data = { title: 'Hello', body: 'There is news.' };
  const notification = aNotification({ id, requestId, createdAt: at, workflow: 'message', data, ...changes });
  const expiresAt = new Date(at.getTime() + 30 * 86_400_000);
  const part = { requestId, workflow: 'message', test: notification.test, requestedAt: at, from: 0, isLast: true, refused: [] };
  await here.requests.note({ ...part, notificationIds: [id], expiresAt });
  await here.ledger.enter({
    notification,
    messages: messages.map((message) => aMessage({ notificationId: id, ...message })),
    expiresAt,
  });
  return id;
}
