import type { Ledger, MessageRecord, NotificationRecord } from '../../../core/delivery/ports/ledger.ts';
import { cancelNotification } from '../cancellation/ledger-cancel.ts';
import { recordReceipt } from '../feedback/ledger-record-receipt.ts';
import { enterNotification } from '../planning/ledger-enter.ts';
import { releaseHeld } from '../scheduling/ledger-release.ts';
import { contended } from '../table/contended.ts';
import type { Table } from '../table/table.ts';
import { addMessage } from './ledger-add.ts';
import { claimMessage } from './ledger-claim.ts';
import { giveBackMessage } from './ledger-give-back.ts';
import { readStatusesOf } from './ledger-glance.ts';
import { stepMessage } from './ledger-step.ts';
import { toMessage, toNotification } from './message-item.ts';
import { isThere, readStored } from './read-stored.ts';

/** The send ledger in the table. */
export function dynamoLedger(table: Table): Ledger {
  return {
    enter: (entry) => contended('the inbox', () => enterNotification(table, entry)),
    add: (addition) => contended('the notification', () => addMessage(table, addition)),
    read: (notificationId) => readNotification(table, notificationId),
    readStatuses: (notificationIds) => readStatusesOf(table, notificationIds),
    claim: (claim) => claimMessage(table, claim),
    release: (release) => contended('the notification', () => releaseHeld(table, release)),
    cancel: (cancel) => contended('the notification', () => cancelNotification(table, cancel)),
    step: (step) => stepMessage(table, step),
    giveBack: (held) => giveBackMessage(table, held),
    recordReceipt: (receipt) => recordReceipt(table, receipt),
  };
}

/** A notification with its messages, as they stand; nothing when there is none, or its time is up. */
export async function readNotification(
  table: Table,
  notificationId: string,
): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined> {
  const { notification, messages } = await readStored(table, notificationId);
  if (!isThere(notification, table.now())) return undefined;
  return { notification: toNotification(notification), messages: messages.map(toMessage) };
}
