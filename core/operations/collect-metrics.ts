import type { ProviderName } from '../../contract/channels/providers.ts';
import { StuckKind } from '../../contract/operations/stuck-work.ts';
import { markOf } from '../delivery/choose-provider.ts';
import { isPaused } from '../delivery/enforce-pause.ts';
import type { Pauses } from '../delivery/ports/pauses.ts';
import { senderRisk } from '../feedback/rules/sender-health.ts';
import { type FindStuckWorkDeps, findStuckWork } from './find-stuck-work.ts';
import type { Jobs } from './ports/jobs.ts';
import type { Measure, QueueDepths, SenderTallies, SendingQuota } from './ports/metrics.ts';
import { countOverdueJobs } from './read-schedules.ts';
import { backlogOf, type QueueDepth } from './rules/backlog.ts';

export type CollectMetricsDeps = FindStuckWorkDeps & {
  workQueues: QueueDepths;
  deadLetters: QueueDepths;
  missedJobs: QueueDepths;
  jobs: Jobs;
  /** Absent: the provider of e-mail has no quota that can be asked for. */
  quota?: SendingQuota | undefined;
  /** The providers of e-mail, where there are several: each is paused by itself. */
  emailStandby?: readonly ProviderName[];
  tallies: SenderTallies;
  pauses: Pauses;
  measure: Measure;
};

/** A pause counts as just beyond its limit. */
const beyond = 101;

/**
 * Looks at what no function sees while it works, and reports what is worth watching; answers how many records wait or lie.
 * Each look stands for itself, so that one that fails hides no other.
 * @throws what the first look that failed threw, when all have been taken.
 */
export async function collectMetrics(deps: CollectMetricsDeps): Promise<number> {
  const looks = [
    lookAtWork(deps),
    lookAtDeadLetters(deps),
    lookAtJobs(deps),
    lookAtQuota(deps),
    lookAtSender(deps),
    lookAtStuckWork(deps),
  ];
  const seen = await Promise.allSettled(looks);
  const failed = seen.find((look) => look.status === 'rejected');
  if (failed !== undefined) throw failed.reason;

  return seen.reduce((sum, look) => sum + (look.status === 'fulfilled' ? look.value : 0), 0);
}

async function lookAtWork({ workQueues, measure }: CollectMetricsDeps): Promise<number> {
  const depths = await workQueues.read();
  report('Backlog', Math.max(0, ...depths.map(backlogOf)), measure);
  return sum(depths);
}

async function lookAtDeadLetters({ deadLetters, measure }: CollectMetricsDeps): Promise<number> {
  const deadLetterMessages = sum(await deadLetters.read());
  if (deadLetterMessages > 0) measure('DeadLetters', deadLetterMessages);
  return deadLetterMessages;
}

/** Counts the jobs that were missed, and reports even none, as the alarm also rings when the metric is missing. */
async function lookAtJobs({ missedJobs, jobs, measure, now }: CollectMetricsDeps): Promise<number> {
  const missed = sum(await missedJobs.read()) + (await countOverdueJobs({ jobs, now }));
  measure('JobsMissed', missed);
  return missed;
}

async function lookAtQuota({ quota, emailStandby = [], pauses, measure, now }: CollectMetricsDeps): Promise<number> {
  const watched = ['email', 'unverified-recipients', ...emailStandby.map(markOf)] as const;
  const marks = await Promise.all(watched.map((queue) => pauses.find(queue)));
  const isEmailPaused = marks.some((pause) => pause !== undefined && isPaused(pause, now()));
  if (isEmailPaused) measure('EmailQuotaUsed', beyond); // before the provider is asked, which may be what is wrong
  if (quota === undefined) return 0;
  const { perDay, usedInLastDay } = await quota.read();
  if (!isEmailPaused && perDay !== undefined) report('EmailQuotaUsed', (100 * usedInLastDay) / perDay, measure);
  return 0;
}

async function lookAtSender({ tallies, pauses, measure, now }: CollectMetricsDeps): Promise<number> {
  const pause = await pauses.find('bulk-email');
  report('SenderRisk', pause === undefined ? senderRisk(await tallies.sum(now())) : beyond, measure);
  return 0;
}

/** Counts what is stuck, by kind, and as what did not get done: one alarm watches that and missed jobs alike. */
async function lookAtStuckWork(deps: CollectMetricsDeps): Promise<number> {
  const stuck = await findStuckWork(deps);
  for (const kind of StuckKind.options) {
    const count = stuck.filter((item) => item.kind === kind).length;
    if (count > 0) deps.measure('StuckWork', count, kind);
  }
  if (stuck.length > 0) deps.measure('JobsMissed', stuck.length);
  return stuck.length;
}

/** A metric costs by the hour in which it is reported, and below half of its limit it is nobody's concern. */
function report(name: Parameters<Measure>[0], percent: number, measure: Measure): void {
  if (percent >= 50) measure(name, percent);
}

function sum(depths: readonly QueueDepth[]): number {
  return depths.reduce((total, { waiting, inFlight }) => total + waiting + inFlight, 0);
}
