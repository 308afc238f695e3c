import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';

/** A queue of one kind of message. Throws `RetryableError` when not every message was taken. */
export interface Queue<Message> {
  /** `delays`: how many seconds each of them is kept back, in their order; at most 900, as SQS can. */
  send(messages: readonly Message[], delays?: readonly number[]): Promise<void>;
}

/** What we ourselves put on the ingest queue; owners put publishes there as well. */
export type IngestQueue = Queue<OwnMessage>;
export type DeliverQueue = Queue<DeliverMessage>;
