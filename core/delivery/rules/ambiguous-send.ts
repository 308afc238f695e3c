import { channelOf } from '../../../contract/channels/channels.ts';
import { digestWorkflow } from '../../digests/rules/digest-names.ts';
import type { MessageRecord } from '../ports/records.ts';

/** A message whose last send is in doubt, as far as that is decided by it. */
export type InDoubt = Pick<MessageRecord, 'channel' | 'events' | 'address' | 'settled'>;

/**
 * Whether a message whose last send is in doubt may be sent again, once the provider has had time to say.
 * An e-mail is sent once more, as a reader forgives a second copy and not a missing reset link; an SMS is paid for, and is not;
 * and what is in a digest is in the inbox anyhow. Of several addresses that a message goes to, the one in doubt is left out.
 */
export function maySendAgain({ channel, events, ...to }: InDoubt, workflow: string): boolean {
  const { isPaid, sendsOnce } = channelOf(channel);
  if (isPaid || workflow === digestWorkflow) return false;
  if (sendsOnce) return hasAnotherAddress(to);
  return events.filter(({ status }) => status === 'unknown').length === 1;
}

/** Whether a message goes to another address than that in doubt, which is the first one that it is not done with. */
function hasAnotherAddress({ address, settled = {} }: Pick<InDoubt, 'address' | 'settled'>): boolean {
  const addresses: string[] = address?.startsWith('[') ? JSON.parse(address) : [];
  return addresses.filter((each) => settled[each] === undefined).length > 1;
}
