import * as z from 'zod';
import type { Caller } from '../contract/http/route.ts';

/** Where a stack stands. `local` is the local system. */
export const StageName = z.enum(['dev', 'staging', 'prod', 'local']);
export type StageName = z.infer<typeof StageName>;

/** Calls a second in the long run, and how many may come at once before: a token bucket and its size. */
export type Throttle = { perSecond: number; burst: number };

/** Everything in which one stage differs from another. Nothing else in `lib/` asks which stage it is. */
export type Stage = {
  name: StageName;
  httpTimeoutSeconds: number;
  /** How long a function may work on a batch of queue records; the visibility timeout is six of these. */
  queueTimeoutSeconds: number;
  cronTimeoutSeconds: number;
  /** How long one call to a provider may take. */
  providerTimeoutSeconds: number;
  /** Longer than a function can run, so that a lease which has run out means its holder is gone. */
  leaseSeconds: number;
  ambiguousWaitSeconds: number;
  /**
   * How long e-mail, or bulk e-mail, is paused at a time when the day's quota is used up. What waits is received as often, which at fifteen
   * minutes makes it a dead-letter message after two days (200 receives), before its queue would drop it after four.
   */
  quotaPauseSeconds: number;
  /** How long something is tried again before it is given up. */
  retryWindowSeconds: number;
  /** How long an upgrade may take from its first function to its last; CloudFormation takes minutes. */
  upgradeSeconds: number;
  /**
   * How many functions work on one queue at once, at most, unless the owner says otherwise. `concurrency.ts` sums up what that
   * takes.
   */
  queueConcurrency: number;
  retentionDays: number;
  logRetentionDays: 14 | 30 | 90;
  archiveDays: number;
  callsPerMinute: number;
  /** How often a browser that somebody looks at asks for its user's inbox. */
  pollIntervalSeconds: number;
  /** What the SMS of a month may cost, unless the owner says otherwise with `smsMonthlyBudgetUsd`. */
  smsMonthlyBudgetUsd: number;
  /** What each route of the API may take, by who calls it. */
  throttle: Readonly<Record<Caller, Throttle>>;
  /** How long changes of the table are gathered before a function is told of them, if no batch is full before. */
  changesWindowSeconds: number;
  /** How long changes are gathered before they are counted. Rows are written once for all of them, so it says what statistics cost. */
  countingWindowSeconds: number;
  /** Whether webhooks may be on the machine that calls them. */
  webhooksToLoopback: boolean;
  /** Whether CloudFormation refuses to delete the stack until somebody lifts that. */
  terminationProtection: boolean;
  /** What happens to the table when its stack is deleted. */
  table: { onDelete: 'retain' | 'destroy'; deletionProtection: boolean };
};

const dev: Stage = {
  name: 'dev',
  httpTimeoutSeconds: 10,
  queueTimeoutSeconds: 30,
  cronTimeoutSeconds: 60,
  providerTimeoutSeconds: 5,
  leaseSeconds: 40,
  ambiguousWaitSeconds: 120, // docs/messages.md, sending once
  quotaPauseSeconds: 15 * 60,
  retryWindowSeconds: 4 * 3600,
  upgradeSeconds: 15 * 60,
  queueConcurrency: 2, // four queues, and two left for the API: a new account may run ten functions at once
  retentionDays: 30,
  logRetentionDays: 14,
  archiveDays: 7,
  callsPerMinute: 600,
  pollIntervalSeconds: 30,
  changesWindowSeconds: 5, // a notification's first steps come together, in one invocation
  countingWindowSeconds: 60, // most of what becomes of a notification falls into one
  webhooksToLoopback: false,
  smsMonthlyBudgetUsd: 1, // what AWS lets a new account spend
  throttle: {
    server: { perSecond: 50, burst: 100 },
    user: { perSecond: 50, burst: 100 },
    anyone: { perSecond: 20, burst: 40 },
  },
  terminationProtection: false,
  table: { onDelete: 'destroy', deletionProtection: false },
};

const staging: Stage = {
  ...dev,
  name: 'staging',
  countingWindowSeconds: 300, // the most there is: some notifications a minute share their writes
  queueConcurrency: 5, // concurrency.ts sums up what that takes of the account
  logRetentionDays: 30,
  callsPerMinute: 3_000,
  smsMonthlyBudgetUsd: 10,
};

const prod: Stage = {
  ...staging,
  name: 'prod',
  retentionDays: 90,
  logRetentionDays: 90,
  archiveDays: 30,
  throttle: {
    server: { perSecond: 500, burst: 1_000 },
    user: { perSecond: 2_000, burst: 2_000 }, // 60,000 open tabs; an account takes 10,000 a second, in newer regions 2,500
    anyone: { perSecond: 100, burst: 200 },
  },
  terminationProtection: true,
  table: { onDelete: 'retain', deletionProtection: true },
};

/** As `dev`, but what takes minutes there takes seconds, and there is play money for a day of trying things out. */
const local: Stage = {
  ...dev,
  name: 'local',
  queueTimeoutSeconds: 3,
  providerTimeoutSeconds: 1,
  leaseSeconds: 4,
  ambiguousWaitSeconds: 6,
  quotaPauseSeconds: 5,
  upgradeSeconds: 5,
  pollIntervalSeconds: 2, // a poll costs nothing here
  changesWindowSeconds: 0,
  countingWindowSeconds: 1,
  webhooksToLoopback: true,
  smsMonthlyBudgetUsd: 5,
};

/** The settings of every stage. */
export const stages: Readonly<Record<StageName, Stage>> = { dev, staging, prod, local };
