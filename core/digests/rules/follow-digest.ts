import type { MessageStatus, Reason } from '../../../contract/values.ts';

/** Where a message stands, and why it ended there. */
type End = { status: MessageStatus; reason?: Reason };

/** What becomes of the messages in a digest, by what became of its e-mail; nothing while that may still change. */
export function followDigest({ status, reason }: { status: MessageStatus; reason?: Reason | undefined }): End | undefined {
  switch (status) {
    case 'scheduled':
    case 'digesting':
    case 'queued':
    case 'sending':
      return undefined;
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return { status: 'sent' }; // how it fared then is told by the digest
    case 'unknown':
      return reason && { status, reason };
    case 'failed':
    case 'suppressed':
    case 'skipped':
    case 'canceled':
    case 'expired':
    case 'simulated':
      return withReason(status, reason);
    default:
      status satisfies never;
      return undefined; // a newer version's, to be followed once that is deployed
  }
}

function withReason(status: MessageStatus, reason: Reason | undefined): End {
  return reason === undefined ? { status } : { status, reason };
}

/** Whether an end is not the last word: what was given up is sent after all when it is redriven. */
export function mayBeRedriven({ status, reason }: { status: MessageStatus; reason?: Reason | undefined }): boolean {
  return status === 'failed' && reason === 'gave_up';
}
