import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import type { Bill, MessageRecord, NotificationRecord } from './records.ts';

/** What a claim answers. The fence is handed back with every later step; an older fence no longer counts. */
export type Claim =
  | { outcome: 'yours'; fence: number; message: MessageRecord; notification: NotificationRecord }
  /** Someone else holds the lease, or the last send is ambiguous and has to wait: come back in `afterSeconds`. */
  | { outcome: 'busy'; afterSeconds: number }
  | { outcome: 'finished' }
  | { outcome: 'missing' };

/** Which message is to be claimed, and how long a claim and a doubt last. */
export type ClaimRequest = {
  notificationId: string;
  channel: Channel;
  leaseSeconds: number;
  ambiguousWaitSeconds: number;
  now: Date;
};

/** One step forward for a claimed message; frees the claim unless the status is `sending`. */
export type Step = {
  notificationId: string;
  channel: Channel;
  fence: number;
  status: MessageStatus;
  at: Date;
  reason?: Reason;
  providerId?: string;
  detail?: string;
  bill?: Bill;
};

/** A message that is claimed, by whoever has the fence. */
export type Held = Pick<Step, 'notificationId' | 'channel' | 'fence'>;

/** Who is at work on a message, and how far. */
export interface DeliveryLedger {
  /**
   * Takes a message for `leaseSeconds` and counts the attempt.
   * `queued`: free, or the lease has run out (a crash before the send). `sending`: the lease has run out, so a send may have
   * happened: it becomes `unknown` now. `unknown`: waits `ambiguousWaitSeconds`, then is yours with that status.
   * `failed` for the reason `gave_up`: nothing was sent, so it is `queued` again, and yours.
   * Anything else with a `reason`, and anything further on, is finished.
   */
  claim(claim: ClaimRequest): Promise<Claim>;
  /** Records a step. Answers whether the fence still held; when not, nothing was written. */
  step(step: Step): Promise<boolean>;
  /** Lets go of a message that was claimed and then not tried, as if it had not been; an older fence changes nothing. */
  giveBack(held: Held): Promise<void>;
}
