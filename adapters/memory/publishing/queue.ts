import { RetryableError } from '../../../core/errors.ts';
import type { Queue } from '../../../core/publishing/ports/queues.ts';

/** A queue that remembers what was sent, oldest first; `refuseNext` makes it refuse the next sends. */
export type MemoryQueue<Message> = Queue<Message> & {
  readonly sent: readonly Message[];
  /** How many seconds each was to be kept back, in the same order. */
  readonly delays: readonly number[];
  /** Takes everything off the queue. */
  drain(): Message[];
  refuseNext(sends?: number): void;
};

/** Keeps a queue in memory. */
export function memoryQueue<Message>(): MemoryQueue<Message> {
  const sent: Message[] = [];
  const delays: number[] = [];
  let refusals = 0;

  return {
    sent,
    delays,

    async send(messages, delaySeconds = []) {
      if (refusals > 0) {
        refusals -= 1;
        throw new RetryableError('the queue did not take every message');
      }
      sent.push(...structuredClone(messages));
      delays.push(...messages.map((_, index) => delaySeconds[index] ?? 0));
    },

    drain() {
      delays.length = 0;
      return sent.splice(0);
    },

    refuseNext(sends = 1) {
      refusals += sends;
    },
  };
}
