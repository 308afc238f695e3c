import type { FanOutMessage, FanOutRecipientsMessage, NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Published, PublishRequest, Refusal } from '../../contract/publishing/publish.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import { recipientsPerPage } from '../planning/fan-out-recipients.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Users } from '../users/ports/users.ts';
import { claimKeys, type Kept } from './claim-keys.ts';
import type { IngestQueue } from './ports/queues.ts';
import type { RecipientKeys } from './ports/recipient-keys.ts';
import { notificationIdFor, visibleAt } from './rules/derived-id.ts';
import type { Accepted } from './validate-publish.ts';

/** How long accepted notifications are found by their cancellation key: longer than their queue keeps a dead-letter message. */
const joinedForMs = 30 * 86_400_000;

export type RecipientDeps = {
  users: Pick<Users, 'upsert'>;
  cancellations: Pick<Cancellations, 'join'>;
  recipientKeys: RecipientKeys;
  ingest: IngestQueue;
  now: Now;
};

/** A run of a workflow, but for whom. */
type Run = Omit<NotifyMessage, 'type' | 'userId'>;

/** Who is accepted and who is not, of whose request. */
type Asked = { accepted: readonly Accepted[]; refused: readonly Refusal[]; request: PublishRequest; caller: string };

/**
 * Queues a run for those who are accepted. Who came before under the same key gets what was made then, and that is queued again:
 * the earlier call may have been cut off, and nothing is made twice.
 * @throws Refused when every recipient's key was used for something else; RetryableError when the queue did not take it.
 */
export async function publishToRecipients(
  run: Run,
  { accepted, request, caller, ...asked }: Asked,
  deps: RecipientDeps,
): Promise<Published> {
  const { kept, refused: unfit } = await claimKeys(accepted, { run, request, caller }, deps);
  const refused = [...asked.refused, ...unfit];
  await Promise.all(kept.map(({ id, contact }) => contact && deps.users.upsert(id, contact, deps.now())));
  const notifications = kept.map((each) => toNotification(run, each));
  if (run.cancellationKey !== undefined) {
    const ids = notifications.map(({ id }) => id);
    await deps.cancellations.join(run.cancellationKey, ids, new Date(visibleAt(run).getTime() + joinedForMs));
  }
  const fresh = kept.filter(({ before }) => before === undefined);
  const again = kept.flatMap((each) => (each.before === undefined ? [] : [toRepeated(run, each)]));
  await deps.ingest.send([...(fresh.length > 0 ? [toMessage(run, fresh, refused)] : []), ...again]);
  return { id: requestOf(run, kept), notifications, refused };
}

function toNotification(run: Run, { id, before }: Kept): Published['notifications'][number] {
  const { requestId } = before ?? run;
  const notification = { id: notificationIdFor(visibleAt(before ?? run), requestId, id), user: id };
  return before === undefined ? notification : { ...notification, repeated: true };
}

/** Names the request to answer with: this one, unless all that it asks for was made before by one other request. */
function requestOf({ requestId }: Run, kept: readonly Kept[]): string {
  const [first, ...others] = new Set(kept.map(({ before }) => before?.requestId ?? requestId));
  return first !== undefined && others.length === 0 ? first : requestId;
}

function toRepeated(run: Run, { id, data, before }: Kept): NotifyMessage {
  const { requestId, requestedAt, sendAt } = before ?? run;
  return { type: 'notify', ...run, requestId, requestedAt, sendAt, data: { ...run.data, ...data }, userId: id };
}

function toMessage(
  run: Run,
  accepted: readonly Accepted[],
  refusals: readonly Refusal[],
): NotifyMessage | FanOutMessage | FanOutRecipientsMessage {
  const refused = refusals.length === 0 ? undefined : [...refusals];
  const [first, ...others] = accepted;
  if (first !== undefined && others.length === 0)
    return { type: 'notify', ...run, data: { ...run.data, ...first.data }, userId: first.id, alone: true, refused };
  if (accepted.length <= recipientsPerPage && accepted.every(({ data }) => data === undefined))
    return { type: 'fan-out', ...run, userIds: accepted.map(({ id }) => id), refused };
  const runs = accepted.map(({ id: userId, data }) => ({ userId, ...(data && { data: { ...data } }) }));
  return { type: 'fan-out-recipients', ...run, runs, refused };
}
