import type { Ledger } from '../../records/ledger.ts';
import { cancelNotification } from '../cancellation/ledger-cancel.ts';
import { recordReceipt } from '../feedback/ledger-record-receipt.ts';
import { withdrawEntry } from '../planning/enter-in-steps.ts';
import { addMessage } from '../planning/ledger-add.ts';
import { enterNotification } from '../planning/ledger-enter.ts';
import { readNotification } from '../publishing/ledger-read.ts';
import { readStatusesOf } from '../publishing/ledger-read-statuses.ts';
import { releaseHeld } from '../scheduling/ledger-release.ts';
import { contended } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { findMessage } from './ledger-find.ts';
import { noteOutcomes, stepMessage } from './ledger-step.ts';
import { takeMessage } from './ledger-take.ts';

/** Keeps the send ledger in the table. */
export function dynamoLedger(table: Table): Ledger {
  return {
    enter: (entry) => contended('the inbox', () => enterNotification(table, entry)),
    withdraw: (entry) => withdrawEntry(table, entry),
    add: (addition) => contended('the notification', () => addMessage(table, addition)),
    read: (notificationId) => readNotification(table, notificationId),
    readStatuses: (notificationIds) => readStatusesOf(table, notificationIds),
    find: (wanted) => findMessage(table, wanted),
    take: (found, step) => takeMessage(table, found, step),
    release: (release) => contended('the notification', () => releaseHeld(table, release)),
    cancel: (cancel) => contended('the notification', () => cancelNotification(table, cancel)),
    step: (step) => stepMessage(table, step),
    noteOutcomes: (progress) => noteOutcomes(table, progress),
    recordReceipt: (receipt) => recordReceipt(table, receipt),
  };
}
