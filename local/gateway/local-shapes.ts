import type { CronState } from '../crons.ts';
import type { SesAccount } from '../emulators/providers/ses.ts';
import type { QueueState } from '../emulators/queues.ts';
import type { FunctionState } from '../functions/function-pool.ts';
import type { RecentNotification } from '../lists/recent.ts';
import type { WaitingNotification } from '../lists/waiting.ts';

/** What is known of a queue, a function and a job, as the local system's own addresses are given it. */
export type ShownQueue = QueueState & { url: string; deadLetters?: number };
export type ShownFunction = { name: string } & FunctionState;
export type ShownJob = CronState & { lastStartedAt?: string; lastSucceededAt?: string; lastCount?: number };

/** Writes a notification that waits for its time, as the wire has it. */
export function waitingShape({ cancellationKey, channels, ...notification }: WaitingNotification) {
  return {
    ...notification,
    cancellation_key: cancellationKey,
    channels: channels.map(({ heldFor, dueAt, ...channel }) => ({ ...channel, held_for: heldFor, due_at: dueAt })),
  };
}

/** Writes a notification that was made lately, as the wire has it. */
export function recentShape({ createdAt, ...notification }: RecentNotification) {
  return { ...notification, created_at: createdAt };
}

/** Writes what a queue holds, as the wire has it. */
export function queueShape({ name, url, waiting, delayed, inFlight, oldestAgeSeconds, deadLetters }: ShownQueue) {
  return { name, url, waiting, delayed, in_flight: inFlight, oldest_age_seconds: oldestAgeSeconds, dead_letters: deadLetters };
}

/** Writes how a function is used, as the wire has it. */
export function functionShape({ coldStarts, cpuMs, ...counted }: ShownFunction) {
  return { ...counted, cold_starts: coldStarts, cpu_ms: Math.round(cpuMs) };
}

/** Writes when a job runs and ran, as the wire has it. */
export function jobShape({ nextRunAt, lastStartedAt, lastSucceededAt, lastCount, ...job }: ShownJob) {
  const { name, schedule } = job;
  const last = { last_started_at: lastStartedAt, last_succeeded_at: lastSucceededAt, last_count: lastCount };
  return { name, schedule, next_run_at: nextRunAt, ...last };
}

/** Writes what SES's double allows, as the wire has it. */
export function sesShape({ perSecond, unverified }: SesAccount) {
  return { per_second: perSecond, unverified };
}
