import type { BellhopClient, ListQuery } from '../client.ts';
import type { Environment, TabChannel } from '../environment.ts';
import { BellhopError } from '../errors.ts';
import { loadLive } from '../load-live.ts';
import { type Asked, type Poller, startPoller } from '../poller.ts';
import type { Memory } from './memory.ts';
import type { TabMessage } from './tab-message.ts';

const most = 100; // of items in one page

type Around = {
  client: BellhopClient;
  memory: Memory;
  pageSize: number;
  countCategories: boolean | undefined;
  environment: Environment;
  /** Looks whose token it is, before an answer to it is learned. */
  identify(): Promise<void>;
  learned(): void;
  /** The server takes the user for nobody. */
  signedOut(): void;
};

/** Keeps what an inbox knows as the server has it. Tabs of one browser tell each other what they learn, and one of them asks for all. */
export function followServer({ client, memory, pageSize, countCategories, environment, ...told }: Around) {
  let running: AbortController | undefined;
  let poller: Poller | undefined;
  let line: TabChannel | undefined;
  const tell = (message: TabMessage) => line?.post(message);

  /** As many as are shown, so that all of them stay up to date. */
  function query(): ListQuery {
    const limit = Math.min(most, Math.max(pageSize, memory.known.items.length));
    return { ...memory.filter, ...(countCategories && { count_categories: true }), limit };
  }

  async function ask(): Promise<Asked> {
    const { edition } = memory;
    const asks = query();
    try {
      const { body, etag, ...asked } = await client.list(asks, { unless: memory.known.etag, signal: running?.signal });
      await told.identify();
      if (edition !== memory.edition || memory.pending.length > 0) {
        if (memory.pending.length === 0) queueMicrotask(refresh); // whoever changes something meanwhile asks when it is done
        return asked;
      }
      if (body !== undefined) {
        memory.learn(body, etag);
        told.learned();
        tell({ kind: 'page', etag: etag ?? '', question: JSON.stringify(asks), page: body });
      } else {
        tell({ kind: 'same' });
        if (memory.getState().status !== 'ready') memory.show({ status: 'ready', error: undefined });
      }
      return { ...asked, returnsAt: memory.known.returnsAt };
    } catch (error) {
      if (running?.signal.aborted || !(error instanceof BellhopError)) throw error;
      if (error.status === 401) told.signedOut();
      memory.show({ status: 'failed', error });
      throw error;
    }
  }

  /** Asks at once, in this tab. */
  function askHere(): void {
    ask().catch(() => {}); // the state says what went wrong
  }

  /** Asks now, here or in the tab that leads. */
  function refresh(): void {
    if (running === undefined || poller?.soon()) return;
    tell({ kind: 'soon' });
    if (line === undefined) askHere();
  }

  function receive(message: TabMessage): void {
    switch (message.kind) {
      case 'same':
        poller?.wasAsked();
        if (memory.getState().status !== 'ready') askHere(); // what is the same, we have not seen
        return;
      case 'soon':
        poller?.soon();
        return;
      case 'touched':
        poller?.touched();
        return;
      case 'changed':
        memory.complete(message.change, message.counts);
        memory.show();
        return;
      case 'page':
        poller?.wasAsked();
        if (message.etag === memory.known.etag || memory.pending.length > 0) return;
        if (message.question === JSON.stringify(query())) {
          memory.learn(message.page, message.etag);
          told.learned();
        } else askHere(); // we show something else than it does
        return;
      default:
        message satisfies never;
    }
  }

  /** Leaves the asking to the tab that leads. A page that knows nothing yet asks by itself, as that tab may show something else. */
  function post(kind: 'touched' | 'soon'): void {
    if (kind === 'soon' && memory.known.watermark === undefined) askHere();
    else tell({ kind });
  }

  return {
    tell,
    refresh,
    /** Asks for another list; nothing while it is stopped. */
    askAnew: () => running && askHere(),
    /** Begins to ask, once it is known who the user is. Answers false when it had begun. */
    start(): boolean {
      if (running !== undefined) return false;
      const ends = new AbortController();
      running = ends;
      void client
        .user()
        .catch(() => undefined)
        .then((user) => {
          if (ends.signal.aborted) return;
          void told.identify();
          const name = user && `bellhop:${user}`;
          line = name ? environment.line?.(name) : undefined;
          line?.receive((message) => receive(message as TabMessage));
          poller = startPoller({ name, ask, post, keepLive: loadLive(client, environment), environment });
        });
      return true;
    },
    stop(): void {
      running?.abort();
      poller?.stop();
      line?.close();
      running = poller = line = undefined;
    },
  };
}
