import type { MessageEvent } from '../../contract/notifications.ts';
import type { Channel } from '../../contract/values.ts';

/**
 * Whether a message whose last send is in doubt may be sent again, once the provider has had time to say.
 * An e-mail is sent once more, as a reader forgives a second copy and not a missing reset link; an SMS costs money, and is not.
 */
export function maySendAgain({ channel, events }: { channel: Channel; events: readonly MessageEvent[] }): boolean {
  return channel === 'email' && events.filter(({ status }) => status === 'unknown').length === 1;
}
