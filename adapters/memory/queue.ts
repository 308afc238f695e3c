import { TryAgainLater } from '../../core/errors.ts';
import type { Queue } from '../../core/ports.ts';

/** A queue that remembers what was sent, oldest first; `refuseNext` makes it turn the next sends away. */
export type MemoryQueue<Message> = Queue<Message> & {
  readonly sent: readonly Message[];
  /** Takes everything off the queue. */
  drain(): Message[];
  refuseNext(sends?: number): void;
};

/** A queue in memory. */
export function memoryQueue<Message>(): MemoryQueue<Message> {
  const sent: Message[] = [];
  let refusals = 0;

  return {
    sent,

    async send(messages) {
      if (refusals > 0) {
        refusals -= 1;
        throw new TryAgainLater('the queue did not take every message');
      }
      sent.push(...structuredClone(messages));
    },

    drain() {
      return sent.splice(0);
    },

    refuseNext(sends = 1) {
      refusals += sends;
    },
  };
}
