import type { CancellationLedger } from '../../../core/cancellation/ports/ledger.ts';
import type { DeliveryLedger } from '../../../core/delivery/ports/ledger.ts';
import type { FeedbackLedger } from '../../../core/feedback/ports/ledger.ts';
import type { PublishingLedger } from '../../../core/publishing/ports/ledger.ts';
import type { Ledger } from '../../records/ledger.ts';
import { cancelNotification } from '../cancellation/ledger-cancel.ts';
import { recordReceipt } from '../feedback/ledger-record-receipt.ts';
import { removeEntered } from '../planning/enter-in-steps.ts';
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

/** Keeps the send ledger in the table. A function that has only a part of it to do takes that part, and loads no more. */
export function dynamoLedger(table: Table): Ledger {
  return { ...dynamoDeliveryLedger(table), ...dynamoIngestLedger(table) };
}

/** Does all that it is asked for but sending. */
export function dynamoIngestLedger(table: Table): Omit<Ledger, keyof DeliveryLedger> {
  return {
    enter: (entry) => contended('the inbox', () => enterNotification(table, entry)),
    withdraw: (entry) => removeEntered(table, entry),
    add: (addition) => contended('the notification', () => addMessage(table, addition)),
    release: (release) => contended('the notification', () => releaseHeld(table, release)),
    ...dynamoCancellationLedger(table),
    ...dynamoFeedbackLedger(table),
    ...dynamoPublishingLedger(table),
  };
}

/** Does what sending asks of it. */
export function dynamoDeliveryLedger(table: Table): DeliveryLedger {
  return {
    find: (wanted) => findMessage(table, wanted),
    take: (found, step) => takeMessage(table, found, step),
    step: (step) => stepMessage(table, step),
    noteOutcomes: (progress) => noteOutcomes(table, progress),
  };
}

/** Ends a message before it goes. */
export function dynamoCancellationLedger(table: Table): CancellationLedger {
  return { cancel: (cancel) => contended('the notification', () => cancelNotification(table, cancel)) };
}

/** Takes in what a provider tells. */
export function dynamoFeedbackLedger(table: Table): FeedbackLedger {
  return { recordReceipt: (receipt) => recordReceipt(table, receipt) };
}

/** Says what became of notifications. */
export function dynamoPublishingLedger(table: Table): PublishingLedger {
  return {
    read: (notificationId) => readNotification(table, notificationId),
    readStatuses: (notificationIds) => readStatusesOf(table, notificationIds),
  };
}
