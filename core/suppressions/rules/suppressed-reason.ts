import type { SuppressionReason } from '../../../contract/suppressions/suppressions.ts';
import type { Reason } from '../../../contract/values.ts';

/** The reason that a message carries when its address is suppressed. */
export function suppressedReason(reason: SuppressionReason): Reason {
  switch (reason) {
    case 'bounce':
      return 'suppressed_bounce';
    case 'complaint':
      return 'suppressed_complaint';
    case 'unsubscribe':
      return 'suppressed_unsubscribe';
    case 'manual':
      return 'suppressed_manual';
    case 'opt_out':
      return 'sms_opted_out';
    default:
      return reason satisfies never;
  }
}
