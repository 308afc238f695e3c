import type { TurnedDown } from '../../delivery/ports/channel-sender.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import { isOptedOut } from '../../preferences/rules/preferences.ts';
import { writeUnsubscribeToken } from '../../preferences/rules/unsubscribe-token.ts';
import type { Users } from '../../users/ports/users.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

export type UnsubscribeDeps = {
  users: Pick<Users, 'getMany'>;
  workflows: ReadonlyMap<string, Workflow>;
  /** The API's own address, without a slash at its end. */
  apiUrl: string;
};

/** Where an e-mail can be switched off; nothing when its workflow is required. */
export function unsubscribeUrlOf(
  notification: NotificationRecord,
  secret: Uint8Array,
  { workflows, apiUrl }: UnsubscribeDeps,
): string | undefined {
  if (isRequired(notification, workflows)) return undefined;
  const { userId, category } = notification;
  return `${apiUrl}/u/${writeUnsubscribeToken({ userId, category, channel: 'email' }, secret)}`;
}

/** Turns an e-mail down whose user unsubscribed after it was planned: it may have waited in its queue for hours. */
export async function checkUnsubscribe(
  notification: NotificationRecord,
  { users, workflows }: UnsubscribeDeps,
): Promise<TurnedDown | undefined> {
  if (isRequired(notification, workflows)) return undefined;
  const user = (await users.getMany([notification.userId], { fresh: false })).get(notification.userId);
  if (user === undefined || !isOptedOut(user, notification.category, 'email')) return undefined;

  return { status: 'suppressed', reason: 'suppressed_unsubscribe', detail: 'the user unsubscribed after it was queued' };
}

function isRequired({ workflow }: NotificationRecord, workflows: UnsubscribeDeps['workflows']): boolean {
  return workflows.get(workflow)?.required === true;
}
