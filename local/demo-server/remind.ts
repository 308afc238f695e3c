import { randomUUID } from 'node:crypto';
import type { Demo } from './demo.ts';
import { type Deed, due } from './notify.ts';

/**
 * Takes the reminder of a repair back, and sets one for its technician and its date as they now are; none when it is done or the date is past.
 * Each has a key of its own, since what is published with a key that was canceled does not go.
 */
export async function remindAnew({ bellhop, board, publishes }: Demo, deed: Deed): Promise<void> {
  const { number, reminder: before, assignee, dueAt, isDone } = deed.repair;
  const isAhead = assignee !== undefined && dueAt !== undefined && !isDone && Date.parse(dueAt) > Date.now();
  const reminder = isAhead ? `due:${number}:${randomUUID().slice(0, 8)}` : undefined;
  board.change(number, { reminder });
  if (before !== undefined) await bellhop.notifications.cancel({ cancellation_key: before });
  if (!isAhead || reminder === undefined) return;
  const request = due(deed, assignee, { at: dueAt, key: reminder });
  await publishes.tell({ by: deed.by, did: `set a reminder of ${number}`, wrote: 'due', request });
}
