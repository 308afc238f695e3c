/** What a queue holds: records that could be taken now, and records that somebody has taken or that are hidden for a while. SQS counts roughly. */
export type QueueDepth = { waiting: number; inFlight: number };

/** The number of waiting records that are too many when it lasts. */
const mostWaiting = 1_000;

/** SQS may hold a record back for 15 minutes because we asked it to, so that only twice as much is late. */
const oldestSeconds = 30 * 60;

/** How far a queue is behind, in percent of what is tolerable. Records that wait while nobody has any are not being taken at all. */
export function backlogOf({ waiting, inFlight }: QueueDepth): number {
  const standsStill = waiting > 0 && inFlight === 0;
  return Math.max((100 * waiting) / mostWaiting, standsStill ? 101 : 0);
}

/** The same for a record that is taken for the first time, by how long it has waited for that. */
export function latenessOf(waitedSeconds: number): number {
  return (100 * waitedSeconds) / oldestSeconds;
}

/** From which percentage on it is reported: a metric costs by the hour in which it is. */
export const reportedLateness = 50;
