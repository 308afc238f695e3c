import type { JobName } from '../../../contract/operations/health.ts';

/** What is known of a job. `through`: the scheduled time up to which its work is done. `cursor`: where an unfinished one left off. */
export type JobRecord = {
  name: JobName;
  firstStartedAt?: Date;
  startedAt?: Date;
  endedAt?: Date;
  succeededAt?: Date;
  count?: number;
  through?: Date;
  cursor?: string;
};

/** What a run asks for. `holder` is its own, so that asking twice is asking once. */
export type JobLease = { name: JobName; holder: string; leaseSeconds: number; now: Date };

/** How a run ended. A failure has no `count`; what is absent of `through` and `cursor` is forgotten, unless it failed. */
export type JobEnd = { at: Date } & ({ outcome: 'done'; count: number; through?: Date; cursor?: string } | { outcome: 'failed' });

/** The runs of jobs: one at a time of each. */
export interface Jobs {
  /** Takes the job for `leaseSeconds` and answers what earlier runs left; nothing while another run has it. */
  start(lease: JobLease): Promise<JobRecord | undefined>;
  /** Notes how far the run has come, for whoever goes on if it ends here. Answers whether the job was still its own. */
  save(run: { name: JobName; holder: string }, cursor: string): Promise<boolean>;
  /** Records how it ended, and lets the next run start. Answers whether the job was still its own. */
  end(run: { name: JobName; holder: string }, end: JobEnd): Promise<boolean>;
  /** Every job there is, also those that have never run. */
  list(): Promise<JobRecord[]>;
}
