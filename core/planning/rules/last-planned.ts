import { soonestFrequency } from '../../../contract/digests/frequencies.ts';
import { longestWaitDays } from '../../operations/rules/retention.ts';
import { emailFrequencyOf, type Reachable } from '../../preferences/rules/preferences.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { type FrequencyCaps, mayWaitForDigest } from './frequency-cap.ts';

type Planned = { workflow: Workflow; user: Reachable; frequencyCaps: FrequencyCaps | undefined };

/**
 * Finds the last instant at which something may be sent, as it may be held or wait for a digest until then. The retention counts
 * from there.
 */
export function lastPlanned(dueAts: readonly Date[], { workflow, user, frequencyCaps }: Planned): Date {
  const due = latest(dueAts);
  if (workflow.required) return due;
  const waitDays = longestWaitDays(emailFrequencyOf(user, workflow));
  return daysAfter(due, mayWaitForDigest(frequencyCaps) ? Math.max(waitDays, longestWaitDays(soonestFrequency())) : waitDays);
}

/** Adds days of 24 hours to an instant. */
export function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())));
}
