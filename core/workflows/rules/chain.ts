import { isSent } from '../../../contract/channels/channels.ts';
import type { Channel, Priority } from '../../../contract/values.ts';
import type { ChainStep } from './steps.ts';
import type { Workflow } from './workflow.ts';

type Chained = Pick<Workflow, 'chain' | 'escalate'>;

/** What a workflow says of when a channel goes, by its chain or by `escalate`: `before` are the channels of which none may have reached the user. */
export type ChainTerms = { unreadAfterMinutes?: number; priorities?: readonly Priority[]; before?: readonly Channel[] };

/**
 * Reads the terms of a channel. One that goes only if those before it did not reach the user waits for a reader no less than they do: its turn has not
 * come before theirs.
 */
export function termsOf({ chain, escalate }: Chained, channel: Channel): ChainTerms {
  if (chain === undefined) {
    const minutes = escalate?.[channel as keyof typeof escalate]?.afterMinutes;
    return minutes === undefined ? {} : { unreadAfterMinutes: minutes };
  }
  const place = chain.findIndex((step) => step.channel === channel);
  const step = chain[place];
  if (step === undefined) return {};
  const earlier = chain.slice(0, place).filter((each) => isSent(each.channel));
  const unreadAfterMinutes = step.unreadAfterMinutes ?? (step.undelivered ? longestWait(earlier) : undefined);
  return {
    ...(unreadAfterMinutes !== undefined && { unreadAfterMinutes }),
    ...(step.priorities && { priorities: step.priorities }),
    ...(step.undelivered && { before: earlier.map((each) => each.channel) }),
  };
}

function longestWait(steps: readonly ChainStep[]): number | undefined {
  const waits = steps.flatMap(({ unreadAfterMinutes }) => unreadAfterMinutes ?? []);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** The same channels in the order of the workflow's chain, and behind them those that are not in it. */
export function inChainOrder({ chain = [] }: Pick<Workflow, 'chain'>, channels: readonly Channel[]): Channel[] {
  const chained = chain.map(({ channel }) => channel);
  return [...chained.filter((each) => channels.includes(each)), ...channels.filter((each) => !chained.includes(each))];
}
