import type { BroadcastMessage } from '../../contract/broadcasts/broadcast-message.ts';
import { isCanceledSince } from '../cancellation/is-canceled-since.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import { PermanentError } from '../errors.ts';
import { comesAfter } from '../http/rules/code-point-order.ts';
import { type NoteRequestDeps, noteRequest } from '../publishing/note-request.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { UserList } from '../users/ports/users.ts';
import { findInAudience } from './find-in-audience.ts';

export type BroadcastDeps = NoteRequestDeps & {
  userList: UserList;
  ingest: IngestQueue;
  cancellations: Pick<Cancellations, 'find'>;
};

/** How many notifications one page makes, and one part of the request names. */
export const usersPerPage = 100;

/** How many users one page reads, at most, to find them: what is read well within the function's time. */
const mostRead = 1_000;

/**
 * Turns a run for an audience into one message for each of its users on a page, and one for the pages that follow, which waits as its rate asks.
 * Whatever is done again after a crash makes the same notifications, which exist once: their ids come from request and user.
 * @throws PermanentError when a page would lead back to an earlier one: nothing but this ends a broadcast (docs/decisions/0097).
 */
export async function broadcast(message: BroadcastMessage, deps: BroadcastDeps): Promise<void> {
  const { after, before = 0, inPart = 0, lookedAt: lookedAtBefore = 0, audience, tenant, ratePerMinute, ...run } = message;
  const noted = { audience, ratePerMinute, cancellationKey: run.cancellationKey, lookedAt: lookedAtBefore };
  if (await isCanceledSince(run, deps)) {
    // those who have it already are canceled one by one
    return noteRequest(run, { userIds: [], from: before, isLast: true, tenant, broadcast: { ...noted, isStopped: true } }, deps);
  }
  const most = Math.min(usersPerPage, ratePerMinute ?? usersPerPage);
  const mayGoOn = (read: number) => read < mostRead;
  const { users, lookedAt, next } = await findInAudience({ audience, tenant, after, most }, { ...deps, mayGoOn });
  if (next !== undefined && after !== undefined && !comesAfter(next, after))
    throw new PermanentError('the pages of its audience do not go on, so it would be broadcast for ever');

  const userIds = users.map(({ id }) => id);
  const part = inPart + userIds.length <= usersPerPage ? { from: before, inPart } : { from: before + inPart, inPart: 0 };
  const seen = { ...noted, lookedAt: lookedAtBefore + lookedAt };
  await noteRequest(run, { userIds, from: part.from, isLast: next === undefined, tenant, broadcast: seen }, deps);
  // the page first: a successor that is lost comes again with this message, users that were passed over never would
  await deps.ingest.send(userIds.map((userId) => ({ ...run, type: 'notify', userId, broadcast: true })));
  if (next === undefined) return;
  const position = { after: next, before: part.from, inPart: part.inPart + userIds.length, lookedAt: seen.lookedAt };
  await deps.ingest.send(
    [{ ...run, audience, tenant, ratePerMinute, ...position }],
    [waitSeconds(userIds.length, ratePerMinute)],
  );
}

/** How long the next page waits so that no more go in a minute than there may: a minute at most, as a page has no more than these. */
function waitSeconds(made: number, ratePerMinute: number | undefined): number {
  return ratePerMinute === undefined ? 0 : Math.ceil((made * 60) / ratePerMinute);
}
