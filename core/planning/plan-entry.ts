import { changeOfBatch } from '../batches/change-of-batch.ts';
import type { InBatch } from '../batches/rules/place-in-batch.ts';
import { type StoredCopy, toInboxItem } from '../channels/inbox/inbox-copy.ts';
import type { MessageRecord } from '../delivery/ports/records.ts';
import { digestEntryOf } from '../digests/digest-entry.ts';
import { daysKept, type Retention } from '../operations/rules/retention.ts';
import { listedDueAts } from '../scheduling/rules/due-time.ts';
import type { Entry } from './ports/ledger.ts';
import { overridesOf } from './read-run.ts';
import type { FrequencyCaps } from './rules/frequency-cap.ts';
import type { WorkflowPause } from './rules/hold-while-paused.ts';
import { daysAfter, lastPlanned } from './rules/last-planned.ts';
import { newCapWindowsOf, planForUser } from './rules/plan-for-user.ts';
import type { AddressTerms } from './rules/refuse-address.ts';
import { toMessages } from './to-messages.ts';
import { type Run, toNotification } from './to-notification.ts';

/** A run with its copy, and all that a plan of it goes by. */
export type Decided = Run & {
  written: StoredCopy;
  frequencyCaps: FrequencyCaps | undefined;
  usedUp: readonly string[];
  paused: WorkflowPause | undefined;
  inBatch: InBatch | undefined;
  at: Date;
};

/** Plans a run, and makes all that is entered of it. */
export function planEntry(
  { message, workflow, user, assignment, written, frequencyCaps, usedUp, paused, inBatch, at }: Decided,
  terms: AddressTerms & Retention,
): Entry {
  const { inbox: copy, fit, steps } = written;
  const fresh = {
    workflow,
    user,
    overrides: overridesOf(message),
    test: message.test,
    isResent: message.resentFrom !== undefined,
    assignment,
    frequencyCaps,
    usedUp,
    fit,
    steps,
    paused,
    batch: inBatch,
  };
  const explanation = planForUser(fresh, terms, at);
  const notification = toNotification({ message, workflow, user, assignment, explanation, inBatch });
  const messages = toMessages(notification, user, at);
  const inInbox = messages.some(arrivedInInbox);
  const keptDays = daysKept(workflow.category, terms);
  const expiresAfter = (until: Date) => daysAfter(lastPlanned([until], { workflow, user, frequencyCaps }), keptDays);
  const batch = inBatch && changeOfBatch({ notification, workflow, inBatch, expiresAfter }, at);
  const due = [at, ...messages.flatMap(({ dueAt }) => dueAt ?? []), ...(batch?.how === 'joins' ? [batch.batch.until] : [])];
  return {
    notification,
    messages,
    inboxItem: inInbox ? toInboxItem(notification, copy, at) : undefined,
    digestEntry: digestEntryOf({ notification, user, copy, explanation }, at),
    dueAts: listedDueAts(explanation, at),
    capWindows: newCapWindowsOf(explanation, fresh, at),
    batch,
    expiresAt: daysAfter(lastPlanned(due, { workflow, user, frequencyCaps }), keptDays),
  };
}

/** Whether it is the inbox item, and is there. */
export function arrivedInInbox({ channel, status }: Pick<MessageRecord, 'channel' | 'status'>): boolean {
  return channel === 'inbox' && status === 'delivered';
}
