/** What happens around a page. `active`: the user has moved the pointer, touched or typed. */
export type PageEvent = 'visible' | 'hidden' | 'focus' | 'online' | 'offline' | 'active';

/** What connects the tabs of this browser that show the same. */
export type TabChannel = {
  post: (message: unknown) => void;
  receive: (handle: (message: unknown) => void) => void;
  close: () => void;
};

/** A connection to the server. */
export type Socket = { say: (text: string) => void; close: () => void };

/** What happens on it; `ended` is not told to who closes it. */
export type SocketEvents = { opened: () => void; receive: (text: string) => void; ended: () => void };

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
  listen: (handle: (what: PageEvent) => void) => () => void;
  /** Waits to lead the tabs of this name, one at a time, and leads until `work` ends. Absent: every tab leads. */
  electLeader?: (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
  line?: (name: string) => TabChannel;
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
      electLeader: (name, signal, work) => locks.request(name, { signal }, work).then(() => {}),
    }),
    ...(typeof BroadcastChannel !== 'undefined' && { line: openLine }),
  };
}

function listenToPage(handle: (what: PageEvent) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  document.addEventListener('visibilitychange', () => handle(document.visibilityState), { signal });
  for (const what of ['focus', 'online', 'offline'] as const) addEventListener(what, () => handle(what), { signal });
  for (const what of ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const) {
    addEventListener(what, () => handle('active'), { signal, passive: true, capture: true });
  }
  return () => ends.abort();
}

function openLine(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    receive: (handle) => channel.addEventListener('message', ({ data }) => handle(data)),
    close: () => channel.close(),
  };
}
