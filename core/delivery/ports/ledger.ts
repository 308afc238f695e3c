import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import type { Outcomes } from '../rules/outcomes.ts';
import type { Bill, MessageRecord, NotificationRecord } from './records.ts';

/** A message that can be taken, as it was found. Whoever moves it raises its fence. */
export type Free = { outcome: 'free'; fence: number; message: MessageRecord; notification: NotificationRecord };

/** How a message was found that is to be delivered. */
export type Found =
  | Free
  /** Someone else holds the lease, or the last send is ambiguous and has to wait: come back in `afterSeconds`. */
  | { outcome: 'busy'; afterSeconds: number }
  | { outcome: 'finished' }
  | { outcome: 'missing' };

/** Which message is wanted, and how long a lease and a doubt last. */
export type Wanted = {
  notificationId: string;
  channel: Channel;
  leaseSeconds: number;
  ambiguousWaitSeconds: number;
  now: Date;
  /** After a look that was overtaken: counts nothing that may be a moment old. */
  afresh?: boolean;
};

/** One step forward for a message that was taken; ends the lease unless the status is `sending`. */
export type Step = {
  notificationId: string;
  channel: Channel;
  /** An older fence no longer counts. */
  fence: number;
  status: MessageStatus;
  at: Date;
  reason?: Reason;
  providerId?: string;
  detail?: string;
  outcomes?: Outcomes;
};

/** How far a message that goes to several addresses has come, while it is held. */
export type Progress = Pick<Step, 'notificationId' | 'channel' | 'fence'> & { outcomes: Outcomes };

/** The step that takes a message: `sending`, under a lease of so many seconds, or its end. */
export type FirstStep = Pick<Step, 'status' | 'at' | 'reason' | 'detail'> & {
  bill?: Bill;
  provider?: ProviderName;
  leaseSeconds: number;
};

/** Who is at work on a message, and how far. */
export interface DeliveryLedger {
  /**
   * Finds a message and says whether it is free to be sent. One that is `queued` is. One that is `sending` and whose lease has ended may
   * have been sent, so it becomes `unknown`. One that is `unknown` is free after `ambiguousWaitSeconds`, and keeps that status.
   * One that `failed` for the reason `gave_up` was not sent, so it becomes `queued` again, and is free.
   * Every other message with a `reason`, and every one further on, is finished. A message that is answered as free may have moved on a moment
   * ago; then it is not taken.
   */
  find(wanted: Wanted): Promise<Found>;
  /** Takes a message as it was found, and counts the attempt. Answers the fence to go on with; nothing when others have moved it since. */
  take(found: Free, step: FirstStep): Promise<number | undefined>;
  /** Records a step. Answers whether the fence still held; when not, nothing was written. */
  step(step: Step): Promise<boolean>;
  /** Notes how far a message has come that is `sending`, before it goes on to its next address. Answers as `step`. */
  noteOutcomes(progress: Progress): Promise<boolean>;
}
