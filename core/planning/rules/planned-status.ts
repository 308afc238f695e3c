import { isSent } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { ReleasedStatus } from '../../delivery/rules/message-status.ts';

/** What a message is as soon as this has been decided about it, whether it is new or was held. */
export function plannedStatus({ channel, decision, reason }: Explanation, { test }: { test: boolean }): ReleasedStatus {
  switch (decision) {
    case 'send':
      return isSent(channel) ? 'queued' : 'delivered';
    case 'hold':
      return 'scheduled';
    case 'digest':
      return test ? 'queued' : 'digesting'; // a test is played at once: nobody reads a digest of tests
    case 'skip':
      return reason === 'expired' ? 'expired' : 'skipped';
    default:
      return decision satisfies never;
  }
}
