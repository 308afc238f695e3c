import type { MessageStatus, Reason } from '../../../contract/values.ts';

/** The reasons for which a message was left out and is not to go later either: its user, their inbox or its workflow decided that. */
const notToGo: readonly (Reason | undefined)[] = [
  'preference_opted_out',
  'already_read',
  'holdout',
  'condition_not_met',
  'not_needed',
  'throttled',
  'batched',
];

/**
 * How far a message came. `missed`: it was to reach its user, and did not. `in-doubt`: it may have. `over`: it was not to reach
 * them any more, since they did not want it or had read it, its workflow decided so, somebody canceled it, or its time was over.
 */
export type Reach = 'missed' | 'reached' | 'in-doubt' | 'under-way' | 'over';

/** Says how far a message came, by where it stands. */
export function reachOf({ status, reason }: { status: MessageStatus; reason?: Reason | undefined }): Reach {
  switch (status) {
    case 'bounced':
    case 'failed':
    case 'suppressed':
      return 'missed';
    case 'skipped':
      return notToGo.includes(reason) ? 'over' : 'missed';
    case 'sent':
    case 'delivered':
    case 'complained':
      return 'reached';
    case 'unknown':
      return 'in-doubt';
    case 'scheduled':
    case 'digesting':
    case 'queued':
    case 'sending':
      return 'under-way';
    case 'canceled':
    case 'expired':
    case 'simulated':
      return 'over';
    default:
      return status satisfies never;
  }
}

/**
 * How far a notification came on a channel by two messages, of which the second was sent later. One that is on its way comes
 * first, then one that arrived, or may have; else it is as the later one says.
 */
export function reachOfBoth(earlier: Reach | undefined, later: Reach): Reach {
  const first = (['under-way', 'reached', 'in-doubt'] as const).find((reach) => reach === earlier || reach === later);
  return first ?? later;
}
