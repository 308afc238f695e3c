import type { Audience } from '../../../contract/broadcasts/audience.ts';
import type { Channel, Priority } from '../../../contract/values.ts';

/** When a schedule runs: at the times of a cron as a clock in a zone shows them, or every so often from `since` or `startsAt` on. */
export type Timing = {
  cron?: string;
  every?: string;
  timezone: string;
  startsAt?: Date;
  endsAt?: Date;
  /** When it was set. */
  since: Date;
};

/** What is published at each time. */
export type ScheduledPublish = {
  workflow: string;
  recipients?: readonly string[];
  topic?: string;
  audience?: Audience;
  /** Of an audience: how many notifications are made in a minute, at most. */
  rate_per_minute?: number;
  data: Readonly<Record<string, unknown>>;
  priority?: Priority;
  channels?: readonly Channel[];
  /** Webhooks, as a publish names them. */
  callback?: string;
  failure_callback?: string;
};

/**
 * A schedule as it is kept. `bodyHash` tells whether another body made it; `unorderedHash`, which 0.1.0 does not know, tells it
 * whatever the order of the fields.
 */
export type Schedule = {
  id: string;
  publish: ScheduledPublish;
  timing: Timing;
  graceSeconds: number;
  paused: boolean;
  /** Set when it was paused because its runs were refused, and by nobody. */
  pausedBecause?: 'refused';
  test: boolean;
  bodyHash: string;
  unorderedHash?: string;
  createdAt: Date;
  updatedAt: Date;
};
