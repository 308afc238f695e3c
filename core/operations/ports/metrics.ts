import type { MetricName } from '../../../contract/operations/metrics.ts';
import type { SenderTally } from '../../feedback/rules/sender-health.ts';
import type { QueueDepth } from '../rules/backlog.ts';

/** Counts what became of e-mails, by the UTC day on which each was sent. */
export interface SenderTallies {
  /** Counts an e-mail, or several of one day. What bounced or was complained about counts only if it was sent after the last `startAnew`. */
  count(fate: keyof SenderTally, sentAt: Date, emails?: number): Promise<void>;
  /** The sum over the last seven days, the one that `now` lies in included. */
  sum(now: Date): Promise<SenderTally>;
  /** Forgets what was counted, and what will be told of e-mails that were sent before. */
  startAnew(now: Date): Promise<void>;
}

/** The provider's quota for any 24 hours; without `perDay` there is none. */
export interface SendingQuota {
  read(): Promise<{ perDay?: number; usedInLastDay: number }>;
}

/** Queues as seen from outside, in the order that they were named in. */
export interface QueueDepths {
  read(): Promise<QueueDepth[]>;
}

/** Reports a measurement to whoever watches; of a metric with kinds, also by kind. */
export type Measure = (name: MetricName, value: number, kind?: string) => void;
