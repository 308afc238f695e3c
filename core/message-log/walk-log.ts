import { mostExamined, type NotificationFilter } from '../../contract/message-log/notification-list.ts';
import { matches, type OfTenant } from './matches.ts';
import type { LoggedNotification, LogOf, LogPage, LogSlice } from './ports/message-log.ts';
import { type AddressDeps, sliceByAddress } from './slice-by-address.ts';

export type WalkDeps = AddressDeps;

/** What was found, newest first, and the place behind which to go on; none at the end. */
export type Walked = { found: LoggedNotification[]; next?: string | undefined };

type Walk = {
  filter: OfTenant<NotificationFilter>;
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
  const range = { since: toDate(filter.since), until: toDate(filter.until) };
  const found: LoggedNotification[] = [];
  let place = before;
  let step = Math.min(limit, perStep); // enough where nothing is filtered
  for (let examined = 0; examined < mostExamined; examined += step) {
    if (examined > 0) step = Math.min(perStep, mostExamined - examined);
    const { entries, next } = await readSlice(filter, { ...range, before: place, limit: step }, deps);
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

/** Reads from the shortest list that has all that match. */
function readSlice(filter: OfTenant<NotificationFilter>, page: LogPage, deps: WalkDeps): Promise<LogSlice> {
  const { user, address, tenant } = filter;
  if (user === undefined && address !== undefined) return sliceByAddress({ address, tenant }, page, deps);
  return deps.messageLog.slice(chooseList(filter), page);
}

function chooseList({ user, request, cancellation_key: key, ...only }: OfTenant<NotificationFilter>): LogOf {
  const { workflow, topic, test, tenant } = only;
  if (user !== undefined) return { of: 'users', userIds: [user] };
  if (key !== undefined) return { of: 'cancellation-key', key };
  if (request !== undefined) return { of: 'request', requestId: request };
  return { of: 'all', only: { workflow, topic, test, tenant } };
}

function toDate(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
