/** A workflow that its owner has paused: since when, and why. */
export type WorkflowPause = { since: Date; why: string };

const shortestHoldMs = 15 * 60_000;
/** How far ahead of now a held notification can lie: whoever resumes a workflow looks through so much of what is due. */
export const longestHoldMs = 6 * 3_600_000;

/**
 * Until when a notification of a paused workflow is held before it is looked at again. It is held as long again as the pause has
 * lasted, so that a long pause costs few writes: at least a quarter of an hour, at most six hours, and not beyond its own end.
 */
export function holdWhilePaused({ since }: Pick<WorkflowPause, 'since'>, { expiresAt }: { expiresAt?: Date }, at: Date): Date {
  const pausedMs = at.getTime() - since.getTime();
  const look = new Date(at.getTime() + Math.min(longestHoldMs, Math.max(shortestHoldMs, pausedMs)));
  return expiresAt !== undefined && expiresAt < look ? expiresAt : look;
}
