/** Whether a message is where it stays by itself: an SMS is left at sent, but of an e-mail SES tells more. */
export function isSettled({ channel, status }: { channel: string; status: string }): boolean {
  return !['scheduled', 'digesting', 'queued', 'sending', ...(channel === 'email' ? ['sent'] : [])].includes(status);
}
