import type { Environment, PageEvent, TabChannel } from '../../client/environment.ts';

type Timer = { at: number; work: () => void };
type Tab = { visible: boolean; online: boolean; receive: ((what: PageEvent) => void)[] };
type Claim = { name: string; held: () => Promise<void>; signal: AbortSignal; done: () => void };

/** A browser whose time passes only when it is told to, with as many tabs as one likes. */
export type Browser = ReturnType<typeof aBrowser>;

/** `locks` and `lines` say what the browser can do. */
export function aBrowser({ locks = true, lines = true }: { locks?: boolean; lines?: boolean } = {}) {
  let time = 0;
  const timers = new Set<Timer>();
  const tabs: Tab[] = [];
  const openLines: { name: string; receive: ((message: unknown) => void)[] }[] = [];
  const queues = new Map<string, Claim[]>();

  async function quiet(): Promise<void> {
    for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
    await new Promise((done) => setImmediate(done));
    for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
  }

  function serve(name: string): void {
    const queue = queues.get(name) ?? [];
    const [first] = queue;
    if (first === undefined) return;
    void first.held().then(() => {
      queue.shift();
      first.done();
      serve(name);
    });
  }

  function electLeader(name: string, signal: AbortSignal, held: () => Promise<void>): Promise<void> {
    return new Promise((done, fail) => {
      const queue = queues.get(name) ?? [];
      queues.set(name, queue);
      const claim = { name, held, signal, done };
      queue.push(claim);
      signal.addEventListener('abort', () => {
        if (queue.indexOf(claim) <= 0) return; // it has its turn, and ends it itself
        queue.splice(queue.indexOf(claim), 1);
        fail(signal.reason);
      });
      if (queue.length === 1) serve(name);
    });
  }

  function openLine(name: string): TabChannel {
    const line = { name, receive: [] as ((message: unknown) => void)[] };
    openLines.push(line);
    return {
      post: (message) => {
        const copy = structuredClone(message);
        for (const other of openLines)
          if (other !== line && other.name === name) for (const receive of other.receive) queueMicrotask(() => receive(copy));
      },
      receive: (receive) => void line.receive.push(receive),
      close: () => void openLines.splice(openLines.indexOf(line), 1),
    };
  }

  /** Lets time pass; whatever falls due meanwhile is done at its time. */
  async function pass(seconds: number): Promise<void> {
    const until = time + seconds * 1000;
    await quiet();
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (next === undefined) break;
      timers.delete(next);
      time = Math.max(time, next.at);
      next.work();
      await quiet();
    }
    time = until;
  }

  return {
    now: () => time,
    pass,
    /** Time passes without anything being done, as on a machine that sleeps. */
    sleep(seconds: number): void {
      time += seconds * 1000;
    },
    /** Lets everything happen that needs no time. */
    flush: () => pass(0),

    /** Opens a tab: its environment, and what happens in it. */
    tab() {
      const tab: Tab = { visible: true, online: true, receive: [] };
      tabs.push(tab);
      const environment: Environment = {
        now: () => time,
        random: () => 0,
        after: (milliseconds, work) => {
          const timer = { at: time + milliseconds, work };
          timers.add(timer);
          return () => void timers.delete(timer);
        },
        isVisible: () => tab.visible,
        isOnline: () => tab.online,
        listen: (receive) => {
          tab.receive.push(receive);
          return () => void tab.receive.splice(tab.receive.indexOf(receive), 1);
        },
        ...(locks && { electLeader }),
        ...(lines && { line: openLine }),
      };
      return {
        environment,
        happens(what: PageEvent): void {
          if (what === 'visible' || what === 'hidden') tab.visible = what === 'visible';
          if (what === 'online' || what === 'offline') tab.online = what === 'online';
          for (const receive of [...tab.receive]) receive(what);
        },
      };
    },
  };
}
