import type { CompleteDigestMessage } from '../../contract/digests/digest-messages.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Now } from '../time/ports/clock.ts';
import { type BuiltDigest, readBuiltDigest } from './digest-notification.ts';
import { entryPages } from './entry-pages.ts';
import type { DigestEnd, DigestRef, Digests } from './ports/digests.ts';
import type { LeftOutReason } from './rules/digest-contents.ts';
import { followDigest, mayBeRedriven } from './rules/follow-digest.ts';

export type CompleteDigestDeps = { digests: Digests; ledger: Pick<PublishingLedger, 'read'>; now: Now };

/**
 * Ends the messages in a digest as its e-mail ended, when it has. Doing it again changes nothing, as what has ended stays as it is;
 * and so whoever was stopped half-way goes on.
 */
export async function completeDigest(
  { notificationId }: Pick<CompleteDigestMessage, 'notificationId'>,
  deps: CompleteDigestDeps,
): Promise<void> {
  const found = await readBuiltDigest(notificationId, deps);
  if (found === undefined) return; // its time is up, and theirs too
  const { digest, built } = found;
  const end = endOfShown(built, deps.now());
  if (end === undefined) return;

  const leftOut = endsOfLeftOut(built, deps.now()); // these have ended before its e-mail went
  await completeEach(digest, (notificationId) => (leftOut.has(notificationId) ? undefined : end), deps);
  if (!mayBeRedriven(end)) await deps.digests.finish(digest);
}

/** Ends what waited for a digest and is not in it, and all the rest when there is no e-mail to wait for. */
export async function completeLeftOut(digest: DigestRef, built: BuiltDigest, deps: CompleteDigestDeps): Promise<void> {
  const leftOut = endsOfLeftOut(built, deps.now());
  const rest = built.email.status === 'skipped' ? endOfShown(built, deps.now()) : undefined;
  if (leftOut.size === 0 && rest === undefined) return;

  await completeEach(digest, (notificationId) => leftOut.get(notificationId) ?? rest, deps);
  if (rest !== undefined) await deps.digests.finish(digest);
}

function endOfShown({ id, email }: BuiltDigest, at: Date): DigestEnd | undefined {
  const followed = followDigest(email);
  if (followed === undefined) return undefined;
  const hope = mayBeRedriven(followed) ? ', which a redrive of its dead-letter message still sends' : '';
  return { ...followed, detail: `in digest ${id}${hope}`, at };
}

/** How each message ends that is not in the digest, by its notification's id. */
function endsOfLeftOut({ id, data }: BuiltDigest, at: Date): Map<string, DigestEnd> {
  const byReason = Object.entries(data.leftOut) as [LeftOutReason, string[]][];
  return new Map(
    byReason.flatMap(([reason, ids]) => {
      const end: DigestEnd = { status: 'skipped', reason, detail: `left out of digest ${id}`, at };
      return ids.map((notificationId) => [notificationId, end] as const);
    }),
  );
}

/** Ends what waits in a digest, page by page, each message as it is to end; one that is not to is passed over. */
async function completeEach(
  digest: DigestRef,
  endOf: (notificationId: string) => DigestEnd | undefined,
  { digests }: CompleteDigestDeps,
): Promise<void> {
  for await (const page of entryPages(digest, { digests })) {
    for (const [end, entries] of Map.groupBy(page, ({ notificationId }) => endOf(notificationId))) {
      if (end !== undefined) await digests.complete(digest, entries, end);
    }
  }
}
