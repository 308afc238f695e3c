import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { daysKeptOfAll, type Retention } from '../operations/rules/retention.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import { derivedUlid, digestIdFor } from '../publishing/rules/derived-id.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User } from '../users/ports/users.ts';
import { profileOf } from '../users/rules/profile.ts';
import type { ClosedDigest, DigestEntry, DigestRef } from './ports/digests.ts';
import { DigestData, groupEntries, type LeftOutReason } from './rules/digest-contents.ts';
import { digestCategory, digestWorkflow } from './rules/digest-names.ts';

/** A digest as it was entered. */
export type BuiltDigest = { id: string; data: DigestData; email: MessageRecord };

type Contents = {
  digest: DigestRef;
  closed: ClosedDigest;
  user: User;
  shown: readonly DigestEntry[];
  leftOut: ReadonlyMap<string, LeftOutReason>;
};

/** The digest that was built, when it was. */
export async function readDigest(
  digest: DigestRef,
  { dueAt }: ClosedDigest,
  deps: { ledger: Pick<PublishingLedger, 'read'> },
): Promise<BuiltDigest | undefined> {
  return (await readBuiltDigest(digestIdFor(dueAt, digest), deps))?.built;
}

/** The same by its id, with whose it is. */
export async function readBuiltDigest(
  id: string,
  { ledger }: { ledger: Pick<PublishingLedger, 'read'> },
): Promise<{ built: BuiltDigest; digest: DigestRef } | undefined> {
  const found = await ledger.read(id);
  const email = found?.messages.find(({ channel }) => channel === 'email');
  if (found === undefined || email === undefined || found.notification.workflow !== digestWorkflow) return undefined;

  const data = DigestData.parse(found.notification.data);
  const digest = { userId: found.notification.userId, frequency: data.cadence, number: data.number };
  return { built: { id, data, email }, digest };
}

/**
 * A digest as the ledger takes it: a notification with one e-mail, which is skipped when nothing is left to tell. It shows texts of
 * others, and so stays no longer than any of them.
 */
export function toDigest(contents: Contents, { now, ...retention }: { now: Now } & Retention) {
  const notification = toNotification(contents);
  const days = daysKeptOfAll([...new Set(contents.shown.map(({ category }) => category))], retention);
  const expiresAt = new Date(now().getTime() + days * 86_400_000);
  return { notification, messages: [toEmail(notification.id, contents, now())], expiresAt };
}

function toNotification(contents: Contents): NotificationRecord {
  const { digest, closed, user, shown, leftOut } = contents;
  const { userId, frequency, number } = digest;
  const { date, dueAt } = closed;
  const leftOutBy = Map.groupBy(leftOut, ([, reason]) => reason);
  const data: DigestData = {
    cadence: frequency,
    number,
    date,
    ...groupEntries(shown),
    leftOut: Object.fromEntries([...leftOutBy].map(([reason, ids]) => [reason, ids.map(([id]) => id)])),
  };
  return {
    id: digestIdFor(dueAt, digest),
    requestId: `req_${derivedUlid(dueAt, 'digest', userId, frequency, String(number))}`,
    userId,
    workflow: digestWorkflow,
    category: digestCategory(frequency),
    priority: 'low',
    test: false,
    data,
    locale: user.locale,
    timezone: user.timezone,
    profile: profileOf(user),
    createdAt: dueAt,
    explanation: [{ channel: 'email', ...explain(contents) }],
  };
}

function explain({ digest: { frequency }, closed: { date }, shown, leftOut, user }: Contents) {
  const count = shown.length + leftOut.size;
  const waited = `${count} ${count === 1 ? 'notification' : 'notifications'} waited for the ${frequency} digest of ${date}`;
  if (shown.length === 0) {
    return {
      decision: 'skip' as const,
      reason: 'already_read' as const,
      because: `${waited}, and none of them is news any more`,
    };
  }
  if (user.email === undefined) {
    return { decision: 'skip' as const, reason: 'no_address' as const, because: `${waited}, but the user has no e-mail address` };
  }
  return { decision: 'send' as const, because: `${waited}; ${leftOut.size} of them were read or opted out of since` };
}

function toEmail(notificationId: string, contents: Contents, now: Date): MessageRecord {
  const { decision, ...why } = explain(contents);
  const status = decision === 'skip' ? 'skipped' : 'queued';
  return {
    notificationId,
    channel: 'email',
    status,
    reason: 'reason' in why ? why.reason : undefined,
    address: decision === 'skip' ? undefined : contents.user.email,
    attempts: 0,
    events: [{ status, at: now.toISOString() }],
  };
}
