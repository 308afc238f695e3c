import type { Repair } from '../../demo-server/repair.ts';

/** The column of the board that a repair stands in. */
export type Stage = 'new' | 'waiting' | 'approved' | 'done';

/** What the columns are called, in their order. */
export const stages: Readonly<Record<Stage, string>> = {
  new: 'New',
  waiting: 'Waiting for approval',
  approved: 'In the workshop',
  done: 'Done',
};

/** Says how far a repair is. */
export function stageOf({ assignee, isApproved, isDone }: Repair): Stage {
  if (isDone) return 'done';
  if (isApproved) return 'approved';
  return assignee === undefined ? 'new' : 'waiting';
}
