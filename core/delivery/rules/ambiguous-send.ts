import { channelOf } from '../../../contract/channels/channels.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { digestWorkflow } from '../../digests/rules/digest-names.ts';
import type { Outcomes } from './outcomes.ts';

/** A message whose last send is in doubt, as far as that is decided by it. */
export type InDoubt = {
  channel: Channel;
  events: readonly MessageEvent[];
  address?: string;
  outcomes?: Outcomes;
};

/**
 * Whether a message whose last send is in doubt may be sent again, once the provider has had time to say.
 * An e-mail is sent once more: a reader forgives a second copy, and not a missing reset link. An SMS is paid for, and is not sent
 * again; nor is a digest, since the inbox has what is in it. Of several addresses of a message, the one in doubt is left out.
 */
export function maySendAgain({ channel, events, ...to }: InDoubt, workflow: string): boolean {
  const { isPaid, sendsOnce } = channelOf(channel);
  if (isPaid || workflow === digestWorkflow) return false;
  if (sendsOnce) return hasAnotherAddress(to);
  return events.filter(({ status }) => status === 'unknown').length === 1;
}

/** Whether a message goes to another address than that in doubt, which is the first one that it is not done with. */
function hasAnotherAddress({ address, outcomes = {} }: Pick<InDoubt, 'address' | 'outcomes'>): boolean {
  const addresses: string[] = address?.startsWith('[') ? JSON.parse(address) : [];
  return addresses.filter((each) => outcomes[each] === undefined).length > 1;
}
