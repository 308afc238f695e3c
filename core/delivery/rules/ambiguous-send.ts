import { channelOf } from '../../../contract/channels/channels.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { digestWorkflow } from '../../digests/rules/digest-names.ts';

/**
 * Whether a message whose last send is in doubt may be sent again, once the provider has had time to say.
 * An e-mail is sent once more, as a reader forgives a second copy and not a missing reset link; an SMS is paid for, and is not;
 * and what is in a digest is in the inbox anyhow.
 */
export function maySendAgain(
  { channel, events }: { channel: Channel; events: readonly MessageEvent[] },
  workflow: string,
): boolean {
  const isFirst = events.filter(({ status }) => status === 'unknown').length === 1;
  return !channelOf(channel).isPaid && workflow !== digestWorkflow && isFirst;
}
