import type { StuckKind } from '../../../contract/operations/stuck-work.ts';
import type { MessageEvent } from '../../../contract/publishing/notifications.ts';
import type { MessageStatus, Reason } from '../../../contract/values.ts';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** What is due waits for the job, for its second and for the queue; SQS alone may hold it back for a quarter of an hour. */
const dueGraceMs = 30 * minuteMs;

/** A lease ends within minutes, and the queue then gives the message to somebody else. */
const claimGraceMs = 15 * minuteMs;

/** How much of the past one look takes on at most; how old it may be when nobody has looked for long. */
const mostAtOnceMs = 60 * minuteMs;
const oldestMs = 24 * 60 * minuteMs;

/** What tells whether a message is stuck. */
export type Progress = { status: MessageStatus; reason?: Reason; dueAt?: Date; events: readonly MessageEvent[] };

/** A stretch of time whose work should be done by now; both ends are full quarters of an hour. */
export type Window = { from: Date; until: Date };

/** The stretch that is to be looked at next; nothing before the next quarter of an hour is old enough. The first of all is one quarter. */
export function nextWindow(through: Date | undefined, now: Date): Window | undefined {
  const end = Math.floor((now.getTime() - dueGraceMs) / quarterMs) * quarterMs;
  const from = Math.max(through?.getTime() ?? end - quarterMs, end - oldestMs);
  if (from >= end) return undefined;
  return { from: new Date(from), until: new Date(Math.min(end, from + mostAtOnceMs)) };
}

/** Lists the instants of a window at steps of so many minutes: its beginning is one of them, its end is not. */
export function stepsOf({ from, until }: Window, minutes: number): Date[] {
  const stepMs = minutes * minuteMs;
  const count = Math.max(0, Math.ceil((until.getTime() - from.getTime()) / stepMs));
  return Array.from({ length: count }, (_, step) => new Date(from.getTime() + step * stepMs));
}

/** Whether somebody has claimed a message and not ended it: it may be under way, or get stuck. */
export function isClaimed({ status, reason }: Pick<Progress, 'status' | 'reason'>): boolean {
  return status === 'sending' || (status === 'unknown' && reason === undefined);
}

/** How a message is stuck, and since when; nothing for one that is not. What waits in a queue is watched by the queue's age. */
export function stuckMessage(message: Progress, now: Date): { kind: StuckKind; since: Date } | undefined {
  const { status, dueAt, events } = message;
  const last = events.at(-1)?.at;
  if (status === 'scheduled' && dueAt !== undefined) return stuckSince('held', dueAt, dueGraceMs, now);
  if (isClaimed(message) && last !== undefined) return stuckSince('claimed', new Date(last), claimGraceMs, now);
  return undefined;
}

/** The same for a digest that is open. */
export function stuckDigest({ dueAt }: { dueAt: Date }, now: Date): { kind: StuckKind; since: Date } | undefined {
  return stuckSince('digest', dueAt, dueGraceMs, now);
}

function stuckSince(kind: StuckKind, since: Date, graceMs: number, now: Date) {
  return now.getTime() - since.getTime() >= graceMs ? { kind, since } : undefined;
}
