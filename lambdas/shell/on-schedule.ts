import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import type { JobName } from '../../contract/health.ts';
import { runJob } from '../../core/flows/run-job.ts';
import type { Jobs } from '../../core/ports.ts';

/** A Lambda handler for a cron rule: runs a job at the rule's own time, not at the clock's, and records how it went. */
export function onSchedule(name: JobName, work: (at: Date) => Promise<number>, deps: { jobs: Jobs }) {
  return middy<ScheduledEvent, { handled: number }>().handler(async (event) => {
    const at = new Date(event.time);
    return { handled: await runJob(name, () => work(at), { jobs: deps.jobs, now: () => new Date() }) };
  });
}
