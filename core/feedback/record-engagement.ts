import type { MessageRecord } from '../delivery/ports/records.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { FeedbackLedger, ReceiptRecorded } from './ports/ledger.ts';
import { type EngagementEvent, readEngagement } from './rules/engagement.ts';
import { readFeedback } from './rules/feedback.ts';

export type EngagementDeps = { ledger: FeedbackLedger & Pick<PublishingLedger, 'read'> };

/**
 * Records that an e-mail was opened, or a link in it clicked: the first time of each, so that whoever opens it daily costs one write. Its
 * reader's program and IP address are looked at and not kept.
 */
export async function recordEngagement(
  event: EngagementEvent,
  message: { notificationId: string; channel: 'email'; address: string },
  { ledger }: EngagementDeps,
): Promise<ReceiptRecorded> {
  const { mail } = event.detail;
  const found = (await ledger.read(message.notificationId))?.messages.find(({ channel }) => channel === message.channel);
  if (found === undefined) return 'missing';

  const { at, engagement, detail } = readEngagement(event, arrivedAt(found) ?? new Date(mail.timestamp));
  if (found.events.some((each) => each.engagement === engagement)) return 'repeated';

  if (isInDoubt(found)) {
    const sent = readFeedback({ ...event, 'detail-type': 'Email Sent' });
    await ledger.recordReceipt({ ...sent, ...message, providerId: mail.messageId });
  }
  return ledger.recordReceipt({ ...message, id: engagement, at, engagement, detail, providerId: mail.messageId });
}

/** What was opened has been sent, whatever the answer to its send was. */
function isInDoubt({ status }: MessageRecord): boolean {
  return status === 'sending' || status === 'unknown';
}

function arrivedAt({ events }: MessageRecord): Date | undefined {
  const delivered = events.find(({ status }) => status === 'delivered');
  return delivered && new Date(delivered.at);
}
