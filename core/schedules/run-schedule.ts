import type { ScheduledMessage } from '../../contract/schedules/scheduled-message.ts';
import { PermanentError, Refused, RetryableError } from '../errors.ts';
import type { Requests } from '../publishing/ports/requests.ts';
import { type PublishDeps, publish } from '../publishing/publish.ts';
import { nameWithin, tenantOf } from '../tenants/rules/owned.ts';
import type { NewSeed } from '../time/ports/clock.ts';
import type { EndedRun, RunClaim, RunStart, ScheduleRuns, Schedules } from './ports/schedules.ts';
import { pausedAsRefused } from './rules/change-schedule.ts';
import { idsOfRun } from './rules/ids-of-run.ts';
import type { Schedule } from './rules/schedule.ts';
import { latestTime } from './rules/schedule-times.ts';
import { revisionOf } from './rules/timer-of.ts';

export type RunScheduleDeps = PublishDeps & {
  schedules: Pick<Schedules, 'find' | 'replace'>;
  scheduleRuns: Omit<ScheduleRuns, 'list'>;
  requests: Pick<Requests, 'lastPart'>;
  newSeed: NewSeed;
  retentionDays: number;
};

/** After so many runs in a row that were refused a schedule is paused: what it says does not fit any more, and will not by itself. */
const mostRefused = 10;

/** How much of a refusal's words the history keeps. */
const mostDetail = 300;

/** Longer than a function may take. */
const leaseSeconds = 60;

/** How long a run to a topic or an audience may keep the next one waiting: what takes longer stands still, and is not waited for. */
const longestFanOutMs = 4 * 3_600_000;

/**
 * Runs a schedule because a time of it has come, or somebody wants it. There is one run at a time, and each time runs once; what
 * was missed is one run, if the latest of it is within its grace. A message of a schedule that was removed or paused, or has
 * other times by now, does nothing.
 * @throws RetryableError while another run goes on.
 * @throws PermanentError, which raises the alarm, for the first of several runs in a row whose publish is refused, and for the
 * one that pauses the schedule. Those in between are in its history alone.
 */
export async function runSchedule(message: ScheduledMessage, deps: RunScheduleDeps): Promise<void> {
  const { scheduleId, byHand = false, key, test = false } = message;
  const schedule = await deps.schedules.find(scheduleId);
  if (schedule === undefined || !isWanted(schedule, message)) return;

  const now = deps.now();
  const time = byHand ? new Date(message.time) : latestTime(schedule.timing, new Date(message.time), { now, ...schedule });
  const claim = { scheduleId, time, byHand, key, holder: deps.newSeed() };
  const start = await deps.scheduleRuns.start(claim, { seconds: leaseSeconds, now });
  switch (start.outcome) {
    case 'done':
      return;
    case 'running':
      throw notYet(scheduleId);
    case 'started':
      return work({ ...schedule, test: schedule.test || test }, claim, start, deps);
    default:
      return start satisfies never;
  }
}

function notYet(scheduleId: string): RetryableError {
  return new RetryableError(`another run of schedule "${scheduleId}" has not ended`);
}

function isWanted({ paused, timing }: Schedule, { byHand = false, revision, time }: ScheduledMessage): boolean {
  if (byHand) return true;
  const hasEnded = timing.endsAt !== undefined && new Date(time) >= timing.endsAt;
  return !paused && !hasEnded && revision === revisionOf(timing);
}

async function work(
  schedule: Schedule,
  claim: RunClaim,
  { last, refusedInARow = 0 }: Extract<RunStart, { outcome: 'started' }>,
  deps: RunScheduleDeps,
): Promise<void> {
  const ranAt = deps.now();
  const end = (ended: Omit<EndedRun, 'time' | 'byHand' | 'ranAt'>) => {
    const expiresAt = new Date(ranAt.getTime() + deps.retentionDays * 86_400_000);
    return deps.scheduleRuns.end(claim, { time: claim.time, byHand: claim.byHand, ranAt, ...ended }, expiresAt);
  };
  const isLate = ranAt.getTime() - claim.time.getTime() > schedule.graceSeconds * 1000;
  if (isLate && !claim.byHand) return end({ outcome: 'missed' });

  try {
    if (last !== undefined && !(await isFannedOut(schedule, last, ranAt, deps))) throw notYet(schedule.id);
    const { id, refused } = await publish({ request: requestOf(schedule), test: schedule.test, ...idsOfRun(claim) }, deps);
    await end({ outcome: 'published', requestId: id, refusedRecipients: refused.length || undefined });
  } catch (error) {
    if (!(error instanceof Refused)) {
      await deps.scheduleRuns.release(claim);
      throw error;
    }
    const inARow = refusedInARow + 1;
    const detail = error.message.slice(0, mostDetail);
    await end({ outcome: 'refused', reason: error.code, detail, ...(!claim.byHand && { refusedInARow: inARow }) });
    if (!claim.byHand) await tellRefused(schedule.id, error, inARow, deps);
  }
}

async function tellRefused(id: string, { code, message }: Refused, inARow: number, deps: RunScheduleDeps): Promise<void> {
  const why = `${code}: ${message} (schedule "${id}"`;
  if (inARow === 1) throw new PermanentError(`${why})`);
  if (inARow < mostRefused || !(await pause(id, deps))) return;
  throw new PermanentError(`${why}, which is paused after ${inARow} runs that were refused)`);
}

/** Pauses a schedule, unless somebody changes it in this moment: then it is tried as it is by then. */
async function pause(id: string, { schedules, now }: RunScheduleDeps): Promise<boolean> {
  const schedule = await schedules.find(id);
  if (schedule === undefined || schedule.paused) return false;
  return schedules.replace(pausedAsRefused(schedule, now()), schedule.updatedAt);
}

/** Whether all have been found whom the run before goes to. */
async function isFannedOut(
  { publish: { topic, audience } }: Schedule,
  { requestId, ranAt }: { requestId: string; ranAt: Date },
  now: Date,
  { requests }: RunScheduleDeps,
): Promise<boolean> {
  const isFoundAtOnce = topic === undefined && audience === undefined;
  if (isFoundAtOnce || now.getTime() - ranAt.getTime() > longestFanOutMs) return true;
  return (await requests.lastPart(requestId))?.isLast ?? false;
}

/** What is published, for the tenant whose schedule it is, in the names that its call would have. */
function requestOf({ id, publish: { recipients, topic, channels, ...rest } }: Schedule) {
  return {
    ...rest,
    tenant: tenantOf(id),
    recipients: recipients?.map(nameWithin),
    topic: topic && nameWithin(topic),
    channels: channels && [...channels],
  };
}
