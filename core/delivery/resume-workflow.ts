import type { ReleaseMessage } from '../../contract/scheduling/release-message.ts';
import { longestHoldMs } from '../planning/rules/hold-while-paused.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { DueItems } from '../scheduling/ports/due-items.ts';
import { bucketOf, nextBucket } from '../scheduling/rules/due-time.ts';
import type { Now } from '../time/ports/clock.ts';
import type { WorkflowPauses } from './ports/workflow-pauses.ts';

export type ResumeWorkflowDeps = { workflowPauses: WorkflowPauses; dueItems: DueItems; ingest: IngestQueue; now: Now };

/** Longer than a function remembers a pause. */
const waitSeconds = 10;
const itemsPerPage = 200;

/**
 * Resumes a workflow, and has all that is held looked at now and not hours later; what waits for another reason is left alone.
 * What this does not come to, as after a crash, is released at the time until which it is held.
 */
export async function resumeWorkflow(
  workflow: string,
  { workflowPauses, dueItems, ingest, now }: ResumeWorkflowDeps,
): Promise<void> {
  await workflowPauses.resume(workflow);
  const end = now().getTime() + longestHoldMs;
  for (let bucket = bucketOf(now()); bucket.getTime() <= end; bucket = nextBucket(bucket)) {
    for (let after: string | undefined, isLast = false; !isLast; ) {
      const { items, next } = await dueItems.list({ bucket, after, limit: itemsPerPage });
      const dueAt = now().toISOString();
      const releases = items.map(
        ({ notificationId }): ReleaseMessage => ({ type: 'release', version: 1, notificationId, dueAt }),
      );
      const delays = releases.map(() => waitSeconds);
      if (releases.length > 0) await ingest.send(releases, delays);
      after = next;
      isLast = next === undefined;
    }
  }
}
