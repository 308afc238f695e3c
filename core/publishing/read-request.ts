import { countedNotifications } from '../../contract/publishing/counted-notifications.ts';
import type { RequestAnswer, RequestCounts, RequestedNotification } from '../../contract/publishing/requests.ts';
import { isCanceledSince } from '../cancellation/is-canceled-since.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import { cursorInvalid, Refused } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../http/rules/cursor.ts';
import type { NotificationStatus, PublishingLedger } from './ports/ledger.ts';
import type { NotedBroadcast, RequestPart, Requests } from './ports/requests.ts';

export type ReadRequestDeps = {
  requests: Requests;
  ledger: Pick<PublishingLedger, 'readStatuses'>;
  cancellations: Pick<Cancellations, 'find'>;
};

/** A position is the number of a part's first notification, in base 36. */
const form = { places: /^p[1-9a-z][0-9a-z]{0,5}$/, plain: true } as const;

/** How many parts the first page reads, for its counts. */
const countedParts = 5;

/**
 * What became of a request: a page of its notifications, and on the first page what was refused and the counts.
 * @throws Refused `not_found`, also for a moment after it was accepted; `cursor_invalid` for a cursor of another's.
 */
export async function readRequest(
  { id, cursor }: { id: string; cursor?: string | undefined },
  { requests, ledger, cancellations }: ReadRequestDeps,
): Promise<RequestAnswer> {
  const from = cursor === undefined ? 0 : parseCursor(cursor);
  const isFirst = cursor === undefined;
  const { parts, more } = await requests.parts({ requestId: id, from, limit: isFirst ? countedParts : 2 });
  const [part, following] = parts;
  if (part === undefined) throw isFirst ? notFound(id) : cursorInvalid('request');

  const counted = isFirst ? parts.flatMap(({ notificationIds }) => notificationIds).slice(0, countedNotifications) : [];
  const statuses = await ledger.readStatuses([...new Set([...part.notificationIds, ...counted])]);
  const last = more ? await requests.lastPart(id) : parts.at(-1);
  const { workflow, topic, test, requestedAt, refused } = part;
  return {
    id,
    workflow,
    topic,
    test,
    created_at: requestedAt.toISOString(),
    accepted: last === undefined ? 0 : last.from + last.notificationIds.length,
    fanned_out: last?.isLast ?? false,
    broadcast: last?.broadcast && (await toBroadcast(last, last.broadcast, { cancellations })),
    refused: [...refused],
    counts: isFirst ? countMessages(counted, statuses) : undefined,
    notifications: part.notificationIds.map((notificationId) => toNotification(notificationId, statuses)),
    next_cursor: following && formatCursor(following),
  };
}

/** How far a broadcast is. It is stopped as soon as its key is canceled, though its next page may not have come to it yet. */
async function toBroadcast(
  { isLast, requestedAt }: RequestPart,
  { audience, ratePerMinute, cancellationKey, lookedAt, isStopped = false }: NotedBroadcast,
  deps: Pick<ReadRequestDeps, 'cancellations'>,
): Promise<NonNullable<RequestAnswer['broadcast']>> {
  const run = { cancellationKey, requestedAt: requestedAt.toISOString() };
  const state = isStopped || (!isLast && (await isCanceledSince(run, deps))) ? 'stopped' : isLast ? 'done' : 'running';
  return { audience, rate_per_minute: ratePerMinute, cancellation_key: cancellationKey, looked_at: lookedAt, state };
}

function toNotification(id: string, statuses: ReadonlyMap<string, NotificationStatus>): RequestedNotification {
  const { userId, messages = [] } = statuses.get(id) ?? {};
  return { id, user: userId, messages: [...messages] };
}

function countMessages(ids: readonly string[], statuses: ReadonlyMap<string, NotificationStatus>): RequestCounts {
  const messages: RequestCounts['messages'] = {};
  for (const { channel, status } of ids.flatMap((id) => statuses.get(id)?.messages ?? [])) {
    const byStatus = messages[channel] ?? {};
    messages[channel] = { ...byStatus, [status]: (byStatus[status] ?? 0) + 1 };
  }
  return { notifications: ids.length, not_dispatched: ids.filter((id) => !statuses.has(id)).length, messages };
}

function formatCursor({ from }: Pick<RequestPart, 'from'>): string {
  return encodeCursor(form, `p${from.toString(36)}`);
}

function parseCursor(cursor: string): number {
  const place = decodeCursor(form, cursor);
  if (place === undefined) throw cursorInvalid('request');
  return Number.parseInt(place.slice(1), 36);
}

function notFound(id: string): Refused {
  return new Refused('not_found', `there is no request "${id}" (or it is not worked on yet: then ask again in a moment)`);
}
