import type { ProviderEvent } from '../../contract/feedback/provider-events.ts';
import { NotificationId } from '../../contract/values.ts';
import { askForFallback } from '../delivery/announce-end.ts';
import { hasMissed } from '../delivery/rules/fallback.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { callsForAction } from './calls-for-action.ts';
import { checkSenderHealth, type SenderHealthDeps } from './check-sender-health.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { forOwnAddress, recordCopies } from './record-copies.ts';
import { type EngagementDeps, recordEngagement } from './record-engagement.ts';
import { type OptOutDeps, recordOptOut } from './record-opt-out.ts';
import { type EngagementEvent, readEngaged } from './rules/engagement.ts';
import { type DeliveryEvent, readFeedback } from './rules/feedback.ts';
import { fateOf } from './rules/sender-health.ts';
import { toldRecipients } from './rules/told-recipients.ts';

/** What became of an event. `untagged`: it names no notification of ours; `foreign`, `missing`: what it names does not fit. */
export type FeedbackOutcome = ReceiptRecorded | 'untagged';

export type FeedbackDeps = SenderHealthDeps &
  EngagementDeps &
  OptOutDeps & { ledger: FeedbackLedger; suppressions: Suppressions; ingest: IngestQueue };

/**
 * Records what SES tells of an e-mail: how it fared, or what its reader did. The tag says which notification it is about, and our
 * own record to whom that went. A tag can be forged by whoever may send in this account, so an event whose recipient is not the
 * message's own changes nothing.
 */
export async function recordFeedback(event: ProviderEvent, deps: FeedbackDeps): Promise<FeedbackOutcome> {
  const { tags, destination } = event.detail.mail;
  const tag = NotificationId.safeParse(tags.notification_id?.[0]);
  if (!tag.success) return 'untagged';
  const message = { notificationId: tag.data, channel: 'email' } as const;
  const [address, ...copies] = destination;
  switch (event['detail-type']) {
    case 'Email Opened':
    case 'Email Clicked': {
      const known = { ...message, ...sentBefore(event) }; // of several SES does not say who it was
      return (await forOwnAddress(destination, (to) => recordEngagement(readEngaged(event), { ...known, address: to }, deps)))
        .recorded;
    }
    case 'Email Subscribed':
      if (address === undefined || copies.length > 0) return 'foreign'; // nobody knows whose choice it is
      return recordOptOut(event, { ...message, address }, deps);
    default:
      return recordDelivery(event, message, deps);
  }
}

/** What is known of the send by what its reader did. */
function sentBefore(event: EngagementEvent) {
  const { messageId: providerId, timestamp } = event.detail.mail;
  const { id, at, status } = readFeedback({ ...event, 'detail-type': 'Email Sent' });
  return { providerId, sentAt: new Date(timestamp), sent: { id, at, ...(status && { status }) } };
}

/** Records how an e-mail fared, and suppresses its address when that is what it means; counts it once, however often it comes. */
async function recordDelivery(
  event: DeliveryEvent,
  message: { notificationId: string; channel: 'email' },
  deps: FeedbackDeps,
): Promise<ReceiptRecorded> {
  const { notificationId, channel } = message;
  const { messageId, timestamp, destination } = event.detail.mail;
  const { suppress, ...receipt } = readFeedback(event);
  const told = toldRecipients(event);
  const { recorded, address } = await forOwnAddress(told, (to) =>
    deps.ledger.recordReceipt({ ...receipt, ...message, address: to, providerId: messageId }),
  );
  const ofCopies = (copies: readonly string[]) =>
    recordCopies({ ...receipt, ...(suppress && { suppress }) }, { ...message, destination, copies }, deps);
  if (recorded === 'foreign' && destination.length > 1) return ofCopies(told);
  const bouncedToo = suppress === 'bounce' ? told.filter((each) => each !== address) : []; // of a complaint nobody knows whose it is
  if (bouncedToo.length > 0) await ofCopies(bouncedToo);

  const fate = fateOf({ ...receipt, suppress });
  if (recorded === 'recorded' && fate !== undefined) await deps.tallies.count(fate, new Date(timestamp));
  if (suppress !== undefined && address !== undefined && callsForAction(recorded)) {
    await deps.suppressions.add({ address, reason: suppress, source: 'provider', at: receipt.at, notificationId });
    await checkSenderHealth(deps);
  }
  if (callsForAction(recorded) && receipt.status !== undefined && hasMissed({ ...receipt, status: receipt.status }))
    await askForFallback({ notificationId, channel }, deps);
  return recorded;
}
