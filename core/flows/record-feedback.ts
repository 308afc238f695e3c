import type { ProviderEvent } from '../../contract/provider-events.ts';
import { NotificationId } from '../../contract/values.ts';
import type { Heard, Ledger, Suppressions } from '../ports.ts';
import { readFeedback } from '../rules/feedback.ts';

/** What became of an event. `untagged`: it names no notification of ours; `foreign`, `missing`: what it names does not fit. */
export type FeedbackOutcome = Heard | 'untagged';

/**
 * Records what SES tells of an e-mail, and suppresses its address when that is what it means.
 * The tag alone says which notification it is about, and our own record to whom it went: a tag can be forged by whoever may send
 * in this account, so an event whose recipient is not the message's own changes nothing.
 */
export async function recordFeedback(
  event: ProviderEvent,
  { ledger, suppressions }: { ledger: Ledger; suppressions: Suppressions },
): Promise<FeedbackOutcome> {
  const { tags, destination, messageId } = event.detail.mail;
  const tag = NotificationId.safeParse(tags.notification_id?.[0]);
  if (!tag.success) return 'untagged';
  const [address, ...others] = destination;
  if (address === undefined || others.length > 0) return 'foreign'; // each of our e-mails goes to one address

  const { suppress, ...news } = readFeedback(event);
  const message = { notificationId: tag.data, channel: 'email', address } as const;
  const heard = await ledger.hear({ ...news, ...message, providerId: messageId });

  // also when it is repeated: the first time may have ended between the two writes
  if (suppress !== undefined && (heard === 'recorded' || heard === 'repeated')) {
    await suppressions.add({ address, reason: suppress, source: 'provider', at: news.at, notificationId: tag.data });
  }
  return heard;
}
