import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';

/**
 * The provider that may have a message of which nobody knows whether it was sent: no other may be asked for it, however the attempts since have
 * ended. `usual` is who sent before it was noted who does.
 */
export function providerInDoubt(
  { events, provider }: { events: readonly MessageEvent[]; provider?: ProviderName },
  usual: ProviderName,
): ProviderName | undefined {
  return mayHaveGone(events) ? (provider ?? usual) : undefined;
}

/** Whether a send of it was ever in doubt, so that some provider may have it, whatever its attempts since have come to. */
export function mayHaveGone(events: readonly MessageEvent[]): boolean {
  return events.some(({ status }) => status === 'unknown');
}
