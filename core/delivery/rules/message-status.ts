import type { MessageStatus } from '../../../contract/values.ts';

/** Where a message can still end up as long as it is certain that no provider has it. */
const unsent = ['queued', 'failed', 'suppressed', 'skipped', 'canceled', 'expired', 'simulated'] as const;

/** What a provider's events can still make of a message that it has, or may have. */
const told = ['sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed'] as const;

/**
 * Forward only, with three exceptions that each follow from what the provider said or did not say: `sending` goes back to `queued`
 * when it said that nothing was sent; `unknown` goes to `sending` when policy sends once more, and stays `unknown` when not.
 * Bounces and complaints may follow a delivery: mailbox providers report them late.
 */
const moves: Record<MessageStatus, readonly MessageStatus[]> = {
  scheduled: unsent,
  digesting: ['sent', 'unknown', ...unsent], // as the e-mail of its digest did
  queued: ['sending', ...unsent],
  sending: ['queued', 'unknown', ...told],
  sent: ['delivered', 'bounced', 'complained', 'failed', 'suppressed'], // the last when SES holds back what it had taken
  delivered: ['bounced', 'complained'],
  bounced: [],
  complained: [],
  failed: [],
  unknown: ['sending', 'unknown', 'expired', ...told],
  suppressed: [],
  skipped: [],
  canceled: [],
  expired: [],
  simulated: [],
};

/** What releasing makes of a message that was `scheduled`; an inbox item is `delivered` by it. */
export type ReleasedStatus = Extract<MessageStatus, 'queued' | 'delivered' | 'digesting' | 'scheduled' | 'skipped' | 'expired'>;

/** Whether a message's status may move from one to the other. */
export function mayMove(from: MessageStatus, to: MessageStatus): boolean {
  return moves[from].includes(to);
}

/** Every status that a message may have just before it gets this one. */
export function movesTo(to: MessageStatus): MessageStatus[] {
  return (Object.keys(moves) as MessageStatus[]).filter((from) => mayMove(from, to));
}
