import type { CompleteDigestMessage } from '../../contract/digests/digest-messages.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Now } from '../time/ports/clock.ts';
import { type BuiltDigest, readBuiltDigest } from './digest-notification.ts';
import type { DigestEnd, DigestRef, Digests } from './ports/digests.ts';
import type { LeftOutReason } from './rules/digest-contents.ts';
import { followDigest, mayBeRedriven } from './rules/follow-digest.ts';

export type CompleteDigestDeps = { digests: Digests; ledger: Pick<PublishingLedger, 'read'>; now: Now };

const perPage = 250;

/**
 * Ends the messages in a digest as its e-mail ended, when it has. Doing it again changes nothing: what was completed is not in the
 * digest any more, and so whoever was stopped half-way goes on.
 */
export async function completeDigest(
  { notificationId }: Pick<CompleteDigestMessage, 'notificationId'>,
  deps: CompleteDigestDeps,
): Promise<void> {
  const found = await readBuiltDigest(notificationId, deps);
  if (found !== undefined) await completeRest(found.digest, found.built, deps); // else its time is up, and theirs too
}

/** Ends what waited for a digest and is not in it, and all the rest when there is no e-mail to wait for. */
export async function completeLeftOut(digest: DigestRef, built: BuiltDigest, deps: CompleteDigestDeps): Promise<void> {
  for (const [reason, ids] of Object.entries(built.data.leftOut) as [LeftOutReason, string[]][]) {
    const messages = ids.map((notificationId) => ({ notificationId, channel: 'email' as const }));
    const detail = `left out of digest ${built.id}`;
    await deps.digests.complete(digest, messages, { status: 'skipped', reason, detail, at: deps.now() });
  }
  if (built.email.status === 'skipped') await completeRest(digest, built, deps);
}

async function completeRest(digest: DigestRef, { id, email }: BuiltDigest, { digests, now }: CompleteDigestDeps): Promise<void> {
  const followed = followDigest(email);
  if (followed === undefined) return;

  const hope = mayBeRedriven(followed) ? ', which a redrive of its dead-letter message still sends' : '';
  const end: DigestEnd = { ...followed, detail: `in digest ${id}${hope}`, at: now() };
  let after: string | undefined;
  do {
    const page = await digests.entries({ ...digest, limit: perPage, ...(after !== undefined && { after }) });
    await digests.complete(digest, page.entries, end);
    after = page.next;
  } while (after !== undefined);
}
