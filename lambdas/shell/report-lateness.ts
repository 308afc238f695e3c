import type { Measure } from '../../core/operations/ports/metrics.ts';
import { latenessOf, reportedLateness } from '../../core/operations/rules/backlog.ts';

/** Reports how late the latest of a batch's records is, by how long each has waited for a first look at it, if that is worth a report. */
export function reportLateness(waitedMs: readonly number[], measure: Measure): void {
  const lateness = latenessOf(Math.max(0, ...waitedMs) / 1000);
  if (lateness >= reportedLateness) measure('Backlog', lateness);
}
