import type { Priority } from '../../../contract/values.ts';
import type { TurnedDown } from '../../delivery/ports/channel-sender.ts';
import type { Copy } from '../../workflows/rules/workflow.ts';

/** A message that is not there yet, at the instant at which it would go. */
export type ForeseenMessage = { to: string; copy: Copy; priority: Priority; at: Date };

/** What a dry run asks of a channel whose messages are sent. Nothing is reserved, and nothing goes. */
export interface DryRunSender {
  /** What its provider takes for a message, in US dollars, about. */
  estimateUsd(message: ForeseenMessage): number;
  /** Whether it knows what a provider takes for it; absent: what each takes. */
  knowsPrice?(provider: string, message: ForeseenMessage): boolean;
  /** Why it would not go, as counts and money stand now; nothing when it would. Absent: each would. */
  admit?(message: ForeseenMessage): Promise<TurnedDown | undefined>;
}
