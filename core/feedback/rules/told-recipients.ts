import { normalAddress } from '../../channels/email/rules/normal-address.ts';
import type { DeliveryEvent } from './feedback.ts';

/** The recipients that an event is about: of an e-mail to one, that one; of others, those that the event names, or all. */
export function toldRecipients({ detail, ...event }: DeliveryEvent): readonly string[] {
  const { destination } = detail.mail;
  if (destination.length === 1) return destination;
  const named = namedIn({ ...event, detail } as DeliveryEvent).map((address = '') => normalAddress(bare(address)));
  const told = destination.filter((address) => named.includes(normalAddress(address)));
  return told.length === 0 ? destination : told;
}

function namedIn(event: DeliveryEvent): readonly (string | undefined)[] {
  switch (event['detail-type']) {
    case 'Email Delivered':
      return event.detail.delivery.recipients;
    case 'Email Bounced':
      return event.detail.bounce.bouncedRecipients.map(({ emailAddress }) => emailAddress);
    case 'Email Complaint Received':
      return event.detail.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
    case 'Email Delivery Delayed':
      return event.detail.deliveryDelay.delayedRecipients.map(({ emailAddress }) => emailAddress);
    default:
      return [];
  }
}

/** The address alone: mail servers may put a name before it. */
function bare(address: string): string {
  return /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
}
