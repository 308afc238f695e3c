import type { MessageStatus, Reason } from '../../../contract/values.ts';

/** Whether a message is one that a batch tells of: its end is the batch's, as long as it is not withdrawn. */
export function isBatched({ status, reason }: { status: MessageStatus; reason?: Reason | undefined }): boolean {
  return status === 'skipped' && reason === 'batched';
}
