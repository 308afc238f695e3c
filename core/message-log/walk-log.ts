import { mostExamined, type NotificationFilter } from '../../contract/message-log/notification-list.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { matches } from './matches.ts';
import type { LoggedNotification, LogOf, MessageLog } from './ports/message-log.ts';

export type WalkDeps = {
  messageLog: MessageLog;
  suppressions: Pick<Suppressions, 'find'>;
  ledger: Pick<PublishingLedger, 'read'>;
};

/** What was found, newest first, and the place behind which to go on; none at the end. */
export type Walked = { found: LoggedNotification[]; next?: string | undefined };

type Walk = {
  filter: NotificationFilter;
  before: string | undefined;
  limit: number;
  /** What else has to be so. */
  isWanted?: (notification: LoggedNotification) => boolean;
};

const perStep = 50;

/**
 * Walks through the notifications that match, newest first, until `limit` are found or as many are looked at as one call may. It
 * begins with the shortest list that has all of them.
 */
export async function walkLog({ filter, before, limit, isWanted = () => true }: Walk, deps: WalkDeps): Promise<Walked> {
  const list = await chooseList(filter, deps);
  if (list === undefined) return { found: [] };
  const range = { since: toDate(filter.since), until: toDate(filter.until) };
  const found: LoggedNotification[] = [];
  let place = before;
  let step = Math.min(limit, perStep); // enough where nothing is filtered
  for (let examined = 0; examined < mostExamined; examined += step) {
    if (examined > 0) step = Math.min(perStep, mostExamined - examined);
    const { entries, next } = await deps.messageLog.slice(list, { ...range, before: place, limit: step });
    const read = await deps.messageLog.read(entries.map(({ notificationId }) => notificationId));
    for (const entry of entries) {
      const notification = read.get(entry.notificationId);
      if (notification === undefined || !matches(notification, filter) || !isWanted(notification)) continue;
      found.push(notification);
      if (found.length === limit) return { found, next: entry === entries.at(-1) ? next : entry.place };
    }
    if (next === undefined) return { found };
    place = next;
  }
  return { found, next: place };
}

/** The shortest list that has all that match; nothing when nobody has the address. */
async function chooseList(filter: NotificationFilter, deps: WalkDeps): Promise<LogOf | undefined> {
  const { user, address, request, cancellation_key: key, workflow, topic, test } = filter;
  if (user !== undefined) return { of: 'users', userIds: [user] };
  if (address !== undefined) {
    const userIds = await findUsersOf(address, deps);
    return userIds.length === 0 ? undefined : { of: 'users', userIds };
  }
  if (key !== undefined) return { of: 'cancellation-key', key };
  if (request !== undefined) return { of: 'request', requestId: request };
  return { of: 'all', only: { workflow, topic, test } };
}

/** Who has an address or had it. Of those who have it since 0.1.0, one is known by what made it be suppressed. */
async function findUsersOf(address: string, { messageLog, suppressions, ledger }: WalkDeps): Promise<string[]> {
  const userIds = await messageLog.usersOf(address);
  if (userIds.length > 0) return userIds;
  const { notificationId } = (await suppressions.find(address)) ?? {};
  const found = notificationId === undefined ? undefined : await ledger.read(notificationId);
  return found === undefined ? [] : [found.notification.userId];
}

function toDate(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
