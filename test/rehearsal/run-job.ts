import { readFileSync } from 'node:fs';
import type { Deployment } from './deployment.ts';

/** What EventBridge hands to a function that a schedule runs, as the sample in `events/` has it. */
const sample: Record<string, unknown> = JSON.parse(readFileSync('events/release-due.json', 'utf8'));

/**
 * Runs a cron's function at this time of its schedule, and gives how much it handled. `byHand`: whatever the time is, as the local system's
 * console does it.
 */
export async function runJob(
  stack: Deployment,
  job: string,
  { at, byHand = false }: { at: string; byHand?: boolean },
): Promise<number> {
  const time = `${at.slice(0, 19)}Z`; // EventBridge's events carry whole seconds
  const answer = await stack.invoke(job, { ...sample, time, detail: byHand ? { by_hand: true } : {} });
  return (answer as { handled: number }).handled;
}
