import type { Explanation } from '../../contract/publishing/notifications.ts';
import { beginsAt, type StoredCopy, writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { hasMissed, standsAs } from '../delivery/rules/fallback.ts';
import type { Plannable } from '../planning/rules/candidate.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import type { CapWindow } from '../planning/rules/frequency-cap.ts';
import { plan } from '../planning/rules/plan.ts';
import { capWindowsOf } from '../planning/rules/plan-for-user.ts';
import { isRoom } from '../topics/rules/room.ts';
import type { User } from '../users/ports/users.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import type { InboxCopy } from '../workflows/rules/workflow.ts';

/** A notification with its messages, as they stand. */
export type Found = { notification: NotificationRecord; messages: MessageRecord[] };

/** What waits to see whether those before it in its chain fail: decided again with each of them, as its turn may have come. */
export function awaitingFailure({ notification, messages }: Found, due: readonly MessageRecord[]): MessageRecord[] {
  const awaiting = notification.explanation.filter(({ held_for }) => held_for === 'undelivered').map(({ channel }) => channel);
  return messages.filter((each) => each.status === 'scheduled' && awaiting.includes(each.channel) && !due.includes(each));
}

/** Whether it moves: what goes on waiting for the others stays as it is until its own time comes. */
export function isDue({ channel, held_for }: Explanation, due: readonly MessageRecord[]): boolean {
  return held_for !== 'undelivered' || due.some((each) => each.channel === channel);
}

/** What is decided again, and with what: the channels that are held, and what their user and their owner have chosen by now. */
type Held = Found &
  Pick<Plannable, 'workflow' | 'frequencyCaps' | 'paused'> & { user: User; held: readonly MessageRecord[]; at: Date };

/** What was decided, what of it counts for the user's caps, and the copy as the user reads it now. */
export type PlannedAgain = { explanation: Explanation[]; capWindows: CapWindow[]; copy: InboxCopy };

/** Decides again what is held, as its user now has it. @throws NotKnownYet when the data do not fit the workflow. */
export async function planHeld(
  { notification, messages, held, at, ...chosen }: Held,
  { feed }: { feed: Pick<Feed, 'read'> },
): Promise<PlannedAgain> {
  const { id, userId, priority, channels, sendAt, goodUntil } = notification;
  const arrivedAt = messages.find(({ channel }) => channel === 'inbox')?.events.find(({ status }) => status === 'delivered')?.at;
  const inbox = arrivedAt && { arrivedAt: new Date(arrivedAt), isRead: (await feed.read(userId, [id])).has(id) };
  const ended = notification.test ? [] : messages; // what a test key plays out, it plays channel by channel
  const missed = ended.filter(hasMissed).map(({ channel }) => channel);
  const others = Object.fromEntries(
    messages.filter((each) => !held.includes(each)).map((each) => [each.channel, standsAs(each, notification)]),
  );
  const { inbox: copy, fit, steps } = writeHeld(notification, chosen);
  const plannable = {
    ...chosen,
    fit,
    steps,
    overrides: { priority, channels, sendAt, expiresAt: goodUntil, isRoom: isRoom(userId) },
    held: { channels: held.map(({ channel }) => channel), ...(inbox && { inbox }), missed, others },
  };
  const explanation = plan(plannable, at);
  return { explanation, capWindows: capWindowsOf(explanation, plannable, at), copy };
}

function writeHeld(notification: NotificationRecord, { workflow, user }: Pick<Held, 'workflow' | 'user'>): StoredCopy {
  const { data, priority, channels, variant, profile, actor, batch } = notification;
  const { channels: chosen } = chooseChannels(workflow, { priority, ...(channels && { channels }), isRoom: isRoom(user.id) });
  return writeStoredCopy(workflow, data, {
    channels: chosen,
    whereabouts: { ...whereaboutsOf(user, variant), profile, actor, batch },
    user,
    since: beginsAt(notification),
    isResent: notification.resentFrom !== undefined,
  });
}
