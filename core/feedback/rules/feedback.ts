import type { ProviderEvent, ProviderEventOf } from '../../../contract/feedback/provider-events.ts';
import type { MessageStatus, Reason } from '../../../contract/values.ts';
import { shortFingerprint } from '../../publishing/rules/fingerprint.ts';

/** What a provider's event says about an e-mail. Without a `detail` it is news only when it moves the status. */
export type Feedback = {
  /** The same for the same event, however often it comes. */
  id: string;
  at: Date;
  status?: MessageStatus;
  reason?: Reason;
  /** Why nothing more may be sent to the address. */
  suppress?: 'bounce' | 'complaint';
  /** The detail for the timeline. It never has an address, so it has nothing that a mail server wrote in its own words. */
  detail?: string;
};

/** `once`: all events of a type with the same word here are one. */
type Meaning = Omit<Feedback, 'id' | 'at'> & { at: string; once?: string };

/** What SES tells of the way of an e-mail; the others are what its reader did. */
export type DeliveryEvent = Exclude<ProviderEvent, ProviderEventOf<'Email Opened' | 'Email Clicked' | 'Email Subscribed'>>;

/** What an event of SES means for the e-mail it is about. */
export function readFeedback(event: DeliveryEvent): Feedback {
  const { at, once = at, ...meaning } = meaningOf(event);
  const id = shortFingerprint(JSON.stringify([event.detail.mail.messageId, event['detail-type'], once]));
  return { id, at: new Date(at), ...meaning };
}

function meaningOf(event: DeliveryEvent): Meaning {
  switch (event['detail-type']) {
    case 'Email Sent':
      return { at: event.detail.mail.timestamp, status: 'sent' };
    case 'Email Delivered':
      return { at: event.detail.delivery.timestamp, status: 'delivered', detail: 'the mail server took it' };
    case 'Email Bounced':
      return bounced(event.detail.bounce);
    case 'Email Complaint Received':
      return complained(event.detail.complaint);
    case 'Email Rejected':
      return rejected(event.detail);
    case 'Email Rendering Failed':
      return failed(event.detail.mail.timestamp, 'SES could not render it');
    case 'Email Delivery Delayed':
      return delayed(event.detail.deliveryDelay);
    default:
      return event satisfies never;
  }
}

/** What SES rejects it found a virus in: https://docs.aws.amazon.com/ses/latest/dg/monitor-sending-activity.html */
function rejected({ mail, reject }: ProviderEventOf<'Email Rejected'>['detail']): Meaning {
  const next = 'take out what its data or its workflow brought in, and publish it again';
  return failed(mail.timestamp, `SES found a virus in it and sends it to nobody: ${plain(reject.reason)}; ${next}`);
}

/** The kinds of delay: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html (DeliveryDelay) */
const delayWords: ReadonlyMap<string, string> = new Map([
  ['InternalFailure', 'SES has a fault of its own'],
  ['General', 'the mail server does not say why'],
  ['MailboxFull', 'the mailbox is full'],
  ['SpamDetected', 'the mail server has seen much unwanted mail from SES'],
  ['RecipientServerError', 'the mail server has a fault'],
  ['IPFailure', 'the mail server blocks the IP address that SES sends from'],
  ['TransientCommunicationFailure', 'the mail server could not be spoken with'],
  ['BYOIPHostNameLookupUnavailable', 'the host name of your own IP address cannot be found'],
  ['SendingDeferral', 'SES itself waits'],
  ['Undetermined', 'SES does not know why'],
]);

/** SES tells of the same delay again and again: the first of each kind is news. */
function delayed({
  timestamp,
  delayType,
  expirationTime,
}: ProviderEventOf<'Email Delivery Delayed'>['detail']['deliveryDelay']): Meaning {
  const why = delayWords.get(delayType) ?? plain(delayType);
  const until = expirationTime === undefined ? 'goes on trying' : `tries until ${new Date(expirationTime).toISOString()}`;
  return { at: timestamp, once: delayType, detail: `delayed: ${why}, SES ${until}` };
}

type Bounce = ProviderEventOf<'Email Bounced'>['detail']['bounce'];

/**
 * Only a permanent bounce says something about the address. Any other is the end of this e-mail when the mail server called it
 * failed; without that word, which comes with a delivery status notification only, it is an automatic reply to an e-mail that arrived.
 */
function bounced({ bounceType, bounceSubType, bouncedRecipients, timestamp: at }: Bounce): Meaning {
  if (bounceSubType === 'OnAccountSuppressionList') return heldBack(at, 'suppressed_bounce');

  const code = bouncedRecipients.map(({ status }) => status).find((status) => /^[245](?:\.\d{1,3}){2}$/.test(status ?? ''));
  const words = [bounceType, plain(bounceSubType), code].filter(Boolean).join(', ');
  const isFinal = bounceType === 'Permanent' || bouncedRecipients.some(({ action }) => action === 'failed');
  if (!isFinal) return { at, detail: `an automatic reply, as of somebody who is out of office (${words})` };
  if (bounceType !== 'Permanent') return { at, status: 'bounced', reason: 'soft_bounce', detail: `bounced: ${words}` };

  // SES counts this one against the sender as if it had bounced: the address has bounced lately for anybody who sends through SES
  const neverLeft = bounceSubType === 'Suppressed' ? '; it never left SES, whose global suppression list has the address' : '';
  return { at, status: 'bounced', reason: 'hard_bounce', suppress: 'bounce', detail: `bounced: ${words}${neverLeft}` };
}

type Complaint = ProviderEventOf<'Email Complaint Received'>['detail']['complaint'];

/** `not-spam` is a complaint taken back: https://www.rfc-editor.org/rfc/rfc6430 */
function complained({ complaintSubType, complaintFeedbackType: type, timestamp: at }: Complaint): Meaning {
  if (complaintSubType === 'OnAccountSuppressionList') return heldBack(at, 'suppressed_complaint');
  if (type === 'not-spam') return { at, detail: 'the reader says that it is not spam' };
  const detail = `the reader complained${type ? ` (${plain(type)})` : ''}`;
  return { at, status: 'complained', reason: 'complaint', suppress: 'complaint', detail };
}

/**
 * SES accepted it and then did not send it, which is no bounce and no complaint, and counts against nobody. The list is the account's,
 * not ours: to add the address to ours would undo what somebody has lifted there.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html (bounce types, complaint subtypes)
 */
function heldBack(at: string, reason: Reason): Meaning {
  const detail = 'it never left SES: the address is on the account-level suppression list of SES (OnAccountSuppressionList)';
  return { at, status: 'suppressed', reason, detail };
}

function failed(at: string, detail: string): Meaning {
  return { at, status: 'failed', reason: 'provider_rejected', detail };
}

/** A provider's word for something: short, and of letters only, so that nothing else comes along. */
function plain(word: string): string {
  return word.replace(/[^A-Za-z -]/g, '').slice(0, 60);
}
