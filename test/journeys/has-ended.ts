/** Whether a message is where it stays by itself: SES and SNS tell more of what is only sent. */
export function hasEnded({ status }: { channel: string; status: string }): boolean {
  return !['scheduled', 'digesting', 'queued', 'sending', 'sent'].includes(status);
}
