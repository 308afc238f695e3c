import type { MessageRecord } from '../delivery/ports/records.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { FeedbackLedger, Receipt, ReceiptRecorded } from './ports/ledger.ts';
import { type Engaged, noteEngaged } from './rules/engagement.ts';

export type EngagementDeps = { ledger: FeedbackLedger & Pick<PublishingLedger, 'read'> };

/** Which e-mail it was; `sentAt` counts where it is not known when it arrived, and `sent` is what tells of a send in doubt. */
export type EngagedMessage = Pick<Receipt, 'notificationId' | 'channel' | 'address' | 'providerId'> & {
  sentAt: Date;
  sent?: Pick<Receipt, 'id' | 'at' | 'status'>;
};

/**
 * Records that an e-mail was opened, or a link in it clicked: the first time of each, so that whoever opens it daily costs one write. Its
 * reader's program and IP address are looked at and not kept.
 */
export async function recordEngagement(
  engaged: Engaged,
  { sentAt, sent, ...message }: EngagedMessage,
  { ledger }: EngagementDeps,
): Promise<ReceiptRecorded> {
  const found = (await ledger.read(message.notificationId))?.messages.find(({ channel }) => channel === message.channel);
  if (found === undefined) return 'missing';

  const { at, engagement, detail } = noteEngaged(engaged, arrivedAt(found) ?? sentAt);
  if (found.events.some((each) => each.engagement === engagement)) return 'repeated';

  if (sent !== undefined && isInDoubt(found)) await ledger.recordReceipt({ ...sent, ...message });
  return ledger.recordReceipt({ ...message, id: engagement, at, engagement, detail });
}

/** What was opened has been sent, whatever the answer to its send was. */
function isInDoubt({ status }: MessageRecord): boolean {
  return status === 'sending' || status === 'unknown';
}

function arrivedAt({ events }: MessageRecord): Date | undefined {
  const delivered = events.find(({ status }) => status === 'delivered');
  return delivered && new Date(delivered.at);
}
