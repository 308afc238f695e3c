import type { FeedChanged } from '../../contract/channels/inbox/feed.ts';
import type { BellhopClient } from '../client.ts';
import { BellhopError } from '../errors.ts';
import type { InboxState } from '../inbox-state.ts';
import type { Keeping } from './keeping.ts';
import type { Memory } from './memory.ts';
import type { Change } from './overlay.ts';
import { sendChange } from './send-change.ts';
import type { TabMessage } from './tab-message.ts';

type Around = {
  client: BellhopClient;
  memory: Memory;
  keeping: Keeping;
  /** Drops what is pending if the token speaks for another user than the one who did it. */
  identify(): Promise<void>;
  tell(message: TabMessage): void;
  refresh(): void;
};

/**
 * Makes what makes changes: each here at once, and on the server after those before it. Its promise answers whether the server took it; what
 * it refuses is undone.
 */
export function makeChanges({ client, memory, keeping, identify, tell, refresh }: Around): (change: Change) => Promise<boolean> {
  let tail: Promise<unknown> = Promise.resolve();
  let wasHeld = false;

  function show(refused: InboxState['refused']): void {
    keeping.saveChanges(memory.pending);
    memory.edition += 1;
    memory.show({ refused });
  }

  async function send(change: Change): Promise<boolean> {
    let refused: InboxState['refused'];
    async function once(): Promise<FeedChanged> {
      await identify();
      if (!memory.pending.includes(change)) throw new BellhopError('unauthorized', 'it was done by another user');
      return sendChange(client, change);
    }
    try {
      const { counts } = await keeping.send(once, () => {
        wasHeld = true;
      });
      memory.complete(change, counts);
      tell({ kind: 'changed', change, counts });
    } catch (cause) {
      const error = cause instanceof BellhopError ? cause : new BellhopError('network', 'no answer came', { cause });
      refused = { change, error };
    }
    memory.pending = memory.pending.filter((each) => each !== change);
    show(refused ?? memory.getState().refused);
    if (memory.pending.length === 0) {
      const { refused: wasRefused, status } = memory.getState();
      if (wasHeld || wasRefused || status !== 'ready') refresh(); // what is there after all
      wasHeld = false;
    }
    return refused === undefined;
  }

  return (change) => {
    memory.pending = [...memory.pending, change];
    show(undefined);
    const done = tail.then(() => send(change));
    tail = done;
    return done;
  };
}
