import type { DeliveryLedger } from '../../../core/delivery/ports/ledger.ts';
import type { NotificationRecord } from '../../../core/delivery/ports/records.ts';
import type { FeedbackLedger } from '../../../core/feedback/ports/ledger.ts';
import { noteLogIds, userIdInLog } from './log-ids.ts';

type Read = { read(id: string): Promise<{ notification: NotificationRecord } | undefined> };

/** Makes a ledger note whose message it has found, so that a failure behind it is logged with request and user as well. */
export function notingFound<Ledger extends Pick<DeliveryLedger, 'find'>>(ledger: Ledger): Ledger {
  const find: DeliveryLedger['find'] = async (wanted) => {
    const found = await ledger.find(wanted);
    if (found.outcome === 'free') note(found.notification);
    return found;
  };
  return { ...ledger, find };
}

/** The same of a ledger that is read by a notification's id. */
export function notingRead<Ledger extends Read>(ledger: Ledger): Ledger {
  const read: Ledger['read'] = async (id: string) => {
    const found = await ledger.read(id);
    if (found !== undefined) note(found.notification);
    return found as never;
  };
  return { ...ledger, read };
}

/** The same of a ledger that records what providers tell. */
export function notingReceipts<Ledger extends Pick<FeedbackLedger, 'recordReceipt'>>(ledger: Ledger): Ledger {
  const recordReceipt: FeedbackLedger['recordReceipt'] = (receipt) => {
    noteLogIds({ notificationId: receipt.notificationId });
    return ledger.recordReceipt(receipt);
  };
  return { ...ledger, recordReceipt };
}

function note({ id, requestId, userId }: NotificationRecord): void {
  noteLogIds({ notificationId: id, requestId, userId: userIdInLog(userId) });
}
