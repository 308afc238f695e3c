import type { NotNowReason, ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { Outcomes } from '../../delivery/rules/outcomes.ts';

/** What an attempt has come to: at each connection what became of it, those that wait, and what is to be said of all. */
export type Posts = {
  outcomes: Outcomes;
  /** Connections that the message has not been posted by yet, each with why, and for how long it waits. */
  waiting: readonly { because: NotNowReason; afterSeconds?: number }[];
  /** What the provider calls the message, at the first connection that took it. */
  providerId?: string;
  /** For the timeline: what became of it at each connection of this attempt. */
  said: readonly string[];
};

/** How long a connection is left alone that has said no, and not for how long. */
const usualSeconds = 30;
const longestDetail = 500;

/** What an attempt amounts to: a message has arrived when one connection took it, and waits as long as one may still do so. */
export function concludePosts({ outcomes, waiting, providerId, said }: Posts): ProviderAnswer {
  const detail = said.join('; ').slice(0, longestDetail);
  const ends = Object.values(outcomes);
  const [first] = waiting;
  if (first !== undefined) {
    const afterSeconds = Math.min(...waiting.map((each) => each.afterSeconds ?? usualSeconds));
    return { outcome: 'not-now', because: first.because, detail, afterSeconds, outcomes };
  }
  if (ends.includes('sent')) return { outcome: 'sent', providerId: providerId ?? 'chat', detail, outcomes };
  if (ends.includes('doubt')) return { outcome: 'unknown', detail, outcomes };
  const reason = ends.includes('rejected') ? ('provider_rejected' as const) : ('connection_gone' as const);
  return { outcome: 'rejected', reason, detail, outcomes };
}
