import { channelsOn, type OptionalChannel, queuesOf } from '../../contract/channels/channels.ts';

/** How many functions of an account may run at once, for this stack alone. */
export type ConcurrencyNeed = {
  /** What the consumers of the queues may take while there is work enough. */
  queues: number;
  /** Below this a busy queue leaves the API nothing to answer with. */
  least: number;
  /** With this much the jobs, what reads the table's stream, and a morning's calls can run beside busy queues. */
  advised: number;
};

/** Release, digests, clean-up, metrics: one run each at a time. */
const jobs = 4;
/** SES reports: some hundred a second fit into one, at 10 ms each. */
const feedback = 1;
/**
 * A function that reads the table's stream runs once for each shard at most; an on-demand table begins with four partitions, each with a shard:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
const shards = 4;
/** Calls of 20 ms: some 500 a second. */
const api = 10;

/** What of a stack is not always there. */
type Parts = { channelsOn?: readonly OptionalChannel[]; webhooks?: boolean; streamReaders?: number };

/**
 * What a stack needs of the account's Lambda concurrency: 1,000 as a rule, in a new account perhaps 10.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function concurrencyNeed(
  { queueConcurrency }: { queueConcurrency: number },
  { channelsOn: switchedOn = [], webhooks = false, streamReaders = 1 }: Parts = {},
): ConcurrencyNeed {
  const queues = 1 + channelsOn(switchedOn).flatMap(queuesOf).length; // that of ingest, and those of the channels
  const taken = (queues + (webhooks ? 1 : 0)) * queueConcurrency;
  return { queues: taken, least: taken + 2, advised: taken + jobs + feedback + api + streamReaders * shards };
}
