import type { DigestMessage } from '../../contract/digests/digest-messages.ts';
import type { Feed } from '../channels/inbox/ports/feed.ts';
import type { Retention } from '../operations/rules/retention.ts';
import type { PlanningLedger } from '../planning/ports/ledger.ts';
import { digestTimeOf, isOptedOut } from '../preferences/rules/preferences.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { DeliverQueue } from '../publishing/ports/queues.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, Users } from '../users/ports/users.ts';
import { completeLeftOut } from './complete-digest.ts';
import { type BuiltDigest, readDigest, toDigest } from './digest-notification.ts';
import { entryPages } from './entry-pages.ts';
import type { ClosedDigest, DigestEntry, DigestRef, Digests, OpenDigest } from './ports/digests.ts';
import type { LeftOutReason } from './rules/digest-contents.ts';
import { decideDue } from './rules/digest-window.ts';

export type BuildDigestDeps = {
  digests: Digests;
  users: Users;
  feed: Pick<Feed, 'read'>;
  ledger: Pick<PlanningLedger, 'enter'> & Pick<PublishingLedger, 'read'>;
  bulkEmail: DeliverQueue;
  now: Now;
} & Retention;

/** `put-off`: the user chose another time since; `not-due`: it was put off or sent before; `empty`: there was nothing to tell. */
export type BuildOutcome = 'queued' | 'empty' | 'put-off' | 'not-due' | 'user-gone';

/** Entries that are checked one by one, and kept in the digest by name; nobody reads more, so whatever is beyond is counted. */
const mostEntries = 1000;

/**
 * Builds a digest whose time has come: closes it, leaves out what has been read, enters it in the ledger like any notification and
 * queues its e-mail. Doing it again changes nothing: what was entered first counts, and whoever was stopped half-way goes on.
 */
export async function buildDigest(message: DigestMessage, deps: BuildDigestDeps): Promise<BuildOutcome> {
  const { userId, cadence: frequency, number } = message;
  const open = { userId, frequency, number, dueAt: new Date(message.dueAt) };
  const user = (await deps.users.getMany([userId])).get(userId);
  if (user === undefined) return 'user-gone';
  const closed = await closeIfDue(open, user, deps);
  if (closed === 'put-off' || closed === 'not-due') return closed;

  const built = (await readDigest(open, closed, deps)) ?? (await enter(open, closed, user, deps));
  await completeLeftOut(open, built, deps);
  if (built.email.status !== 'queued') return 'empty';
  await deps.bulkEmail.send([{ version: 1, notificationId: built.id, channel: 'email', digest: true }]);
  return 'queued';
}

/** Closes the digest: all that comes from now on is in the next one. */
async function closeIfDue(
  open: OpenDigest,
  user: User,
  { digests, now }: BuildDigestDeps,
): Promise<ClosedDigest | 'put-off' | 'not-due'> {
  const { frequency, number, dueAt } = open;
  const state = await digests.state(open.userId, frequency);
  if (state.number === number && state.due?.at.getTime() === dueAt.getTime()) {
    const at = now() < dueAt ? dueAt : now(); // a run by hand may be ahead of the clock
    const decided = decideDue(state.due, { frequency, clock: digestTimeOf(user), now: at, lastDate: state.lastDate });
    if (decided.verdict === 'later') return (await digests.move(open, decided.due)) ? 'put-off' : 'not-due';
    await digests.close(open, decided.date); // or another attempt was faster, and that one counts
  }
  return (await digests.closed(open)) ?? 'not-due';
}

async function enter(digest: DigestRef, closed: ClosedDigest, user: User, deps: BuildDigestDeps): Promise<BuiltDigest> {
  const entries = await readEntries(digest, deps);
  const leftOut = await decideEntries(entries, user, deps);
  const shown = entries.filter(({ notificationId }) => !leftOut.has(notificationId));
  await deps.ledger.enter(toDigest({ digest, closed, user, shown, leftOut }, deps));

  // another attempt may have entered it first, when less had been read
  const entered = await readDigest(digest, closed, deps);
  if (entered === undefined) throw new Error(`digest ${digest.number} of a user was entered and is not there`);
  return entered;
}

async function readEntries(digest: DigestRef, deps: BuildDigestDeps): Promise<DigestEntry[]> {
  const entries: DigestEntry[] = [];
  for await (const page of entryPages(digest, deps)) entries.push(...page);
  return entries;
}

/** The newest are checked: of a thousand that came after it, an older one is but counted. */
async function decideEntries(
  entries: readonly DigestEntry[],
  user: User,
  { feed }: BuildDigestDeps,
): Promise<Map<string, LeftOutReason>> {
  const decided = entries.slice(-mostEntries);
  const read = await feed.read(
    user.id,
    decided.map(({ notificationId }) => notificationId),
  );
  return new Map(
    decided.flatMap(({ notificationId, category }): [string, LeftOutReason][] => {
      if (read.has(notificationId)) return [[notificationId, 'already_read']];
      return isOptedOut(user, category, 'email') ? [[notificationId, 'preference_opted_out']] : [];
    }),
  );
}
