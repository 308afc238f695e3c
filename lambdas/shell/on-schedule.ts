import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import type { JobName } from '../../contract/operations/health.ts';
import type { Jobs } from '../../core/operations/ports/jobs.ts';
import { type JobWork, runJob } from '../../core/operations/run-job.ts';
import { fitForLambda, logFailure } from './log.ts';

type JobEvent = ScheduledEvent<{ by_hand?: boolean }>;

/**
 * Makes a Lambda handler for a cron rule, which runs a job at the rule's own time, not at the clock's, and records how it went. An event
 * with `by_hand` in its detail runs it at any time, and leaves alone how far the schedule has come.
 */
export function onSchedule(name: JobName, work: JobWork, { jobs }: { jobs: Jobs }) {
  const deps = { jobs, now: () => new Date(), newSeed: randomUUID };
  return middy<JobEvent, { handled: number }>()
    .onError(({ event, error }) => {
      logFailure('job failed', { job: name, eventId: event.id }, error);
      throw fitForLambda(error);
    })
    .handler(async (event, { getRemainingTimeInMillis: remainingMs }) => {
      const byHand = event.detail.by_hand === true;
      return { handled: await runJob({ name, at: new Date(event.time), byHand, remainingMs }, work, deps) };
    });
}
