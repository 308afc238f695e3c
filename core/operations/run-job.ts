import type { JobName } from '../../contract/operations/health.ts';
import { RetryableError } from '../errors.ts';
import type { NewSeed, Now } from '../time/ports/clock.ts';
import type { Jobs } from './ports/jobs.ts';

/** A run as its work sees it. */
export type JobRun = {
  /** The scheduled time of this run, UTC; work it by this and not by the clock. */
  at: Date;
  /** The scheduled time of the last run that was finished: do what fell due after it. Absent: there was none, or it is run by hand. */
  since?: Date;
  /** Where the last run left off, when it did not finish; in the job's own words. */
  cursor?: string;
  /** How long the function may still run. */
  remainingMs(): number;
  /** Notes how far it has come, for the next run if this one ends here. Throws when another run has taken over. */
  save(cursor: string): Promise<void>;
};

/** How many items were handled; with a `cursor` it is not finished, and the next run goes on there. */
export type JobWork = (run: JobRun) => Promise<{ count: number; cursor?: string }>;

/** `byHand`: somebody wants it at this time, whatever was done before; how far the schedule has come stays as it is. */
export type JobCall = { name: JobName; at: Date; byHand: boolean; remainingMs: () => number };

export type RunJobDeps = { jobs: Jobs; now: Now; newSeed: NewSeed };

/**
 * Runs a scheduled job: one run at a time, each scheduled time once, and what was missed by the next. Answers what was handled.
 * @throws RetryableError while another run goes on; whatever the work throws, when that has been noted.
 */
export async function runJob(call: JobCall, work: JobWork, { jobs, now, newSeed }: RunJobDeps): Promise<number> {
  const { name, at, byHand, remainingMs } = call;
  const own = { name, holder: newSeed() };
  const leaseSeconds = Math.ceil(remainingMs() / 1000) + 5; // whoever is out of time is gone
  const left = await jobs.start({ ...own, leaseSeconds, now: now() });
  if (left === undefined) throw new RetryableError(`another run of ${name} has not ended`);

  const { through, cursor, count = 0 } = left;
  const known = { ...(through !== undefined && { through }), ...(cursor !== undefined && { cursor }) };
  if (!byHand && through !== undefined && at <= through) {
    await jobs.end(own, { outcome: 'done', at: now(), count, ...known });
    return 0;
  }
  try {
    const done = await work({
      at,
      ...(!byHand && through !== undefined && { since: through }),
      ...(!byHand && cursor !== undefined && { cursor }),
      remainingMs,
      save: async (place) => {
        if (!byHand && !(await jobs.save(own, place))) throw new RetryableError(`another run of ${name} has taken over`);
      },
    });
    await jobs.end(own, { outcome: 'done', at: now(), count: done.count, ...(byHand ? known : placeAfter(done, known, at)) });
    return done.count;
  } catch (error) {
    await jobs.end(own, { outcome: 'failed', at: now() });
    throw error;
  }
}

function placeAfter({ cursor }: { cursor?: string }, { through }: { through?: Date }, at: Date) {
  return cursor === undefined ? { through: at } : { cursor, ...(through !== undefined && { through }) };
}
