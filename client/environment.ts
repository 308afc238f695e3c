/** What happens around a page. `active`: the user has moved the pointer, touched or typed. */
export type Happening = 'visible' | 'hidden' | 'focus' | 'online' | 'offline' | 'active';

/** A line to the other tabs of this browser that show the same. */
export type Line = { tell: (message: unknown) => void; hear: (heard: (message: unknown) => void) => void; close: () => void };

/** A connection to the server. */
export type Socket = { say: (text: string) => void; close: () => void };

/** What happens on it; `ended` is not told to who closes it. */
export type SocketEvents = { opened: () => void; heard: (text: string) => void; ended: () => void };

/** The browser, as far as polling depends on it; tests pass one whose time stands still. */
export type Environment = {
  /** Milliseconds. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
  /** Calls back after some milliseconds; answers how to call that off. */
  after: (milliseconds: number, work: () => void) => () => void;
  isVisible: () => boolean;
  isOnline: () => boolean;
  listen: (heard: (what: Happening) => void) => () => void;
  /** Waits for a turn that one tab at a time has, and keeps it until `work` ends. Absent: everybody has it. */
  takeTurn?: (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
  line?: (name: string) => Line;
  /** Opens a WebSocket; the browser's own when absent. */
  connect?: (url: string, protocols: string[], events: SocketEvents) => Socket;
};

/** This browser; on a server, a place where nothing ever happens. */
export function browserEnvironment(): Environment {
  const clock = {
    now: () => Date.now(),
    random: () => Math.random(),
    after: (milliseconds: number, work: () => void) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
  if (typeof document === 'undefined') return { ...clock, isVisible: () => true, isOnline: () => true, listen: () => () => {} };

  const locks = globalThis.isSecureContext ? navigator.locks : undefined;
  return {
    ...clock,
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    listen: listenToPage,
    ...(locks && {
      takeTurn: (name, signal, work) => locks.request(name, { signal }, work).then(() => {}),
    }),
    ...(typeof BroadcastChannel !== 'undefined' && { line: openLine }),
  };
}

function listenToPage(heard: (what: Happening) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  document.addEventListener('visibilitychange', () => heard(document.visibilityState), { signal });
  for (const what of ['focus', 'online', 'offline'] as const) addEventListener(what, () => heard(what), { signal });
  for (const what of ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const) {
    addEventListener(what, () => heard('active'), { signal, passive: true, capture: true });
  }
  return () => ends.abort();
}

function openLine(name: string): Line {
  const channel = new BroadcastChannel(name);
  return {
    tell: (message) => channel.postMessage(message),
    hear: (heard) => channel.addEventListener('message', ({ data }) => heard(data)),
    close: () => channel.close(),
  };
}
