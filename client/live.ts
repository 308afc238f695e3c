import type { Environment, Socket, SocketEvents } from './environment.ts';

/** Called when something is new, and when the connection becomes reliable or is lost. */
export type LiveEvents = { changed: () => void; turned: (isLive: boolean) => void };

export type LiveOptions = LiveEvents & {
  url: string;
  getToken: (ask: { refresh: boolean }) => Promise<string>;
  environment: Environment;
};

/** Pages that are left at once need no connection. */
const firstWaitMs = 5_000;

/** A connection counts as reliable after this long. Until then a message may be lost, as the server is still noting the connection. */
const reliableAfterMs = 15_000;

/** API Gateway ends a connection on which nothing was said for ten minutes. */
const pingMs = 9 * 60_000;

/** When a timer is this late, the computer has slept, and the connection may be gone. */
const sleptMs = 60_000;

const longestWaitMs = 300_000;

/**
 * Keeps a connection on which the server says that something is new. Opens it again when it ends: API Gateway ends each after two
 * hours. Answers how to stop.
 */
export function keepLive({ url, getToken, changed, turned, environment }: LiveOptions): () => void {
  const { after, now, random, connect = connectWebSocket } = environment;
  let socket: Socket | undefined;
  let failures = 0;
  let stopped = false;
  let callOff = after(firstWaitMs, () => void open());
  let nudged = () => {};

  async function open(): Promise<void> {
    try {
      // a token may have expired since the last connection: after one refusal another is asked for
      const token = await getToken({ refresh: failures === 1 });
      if (!stopped) socket = connect(url, ['bellhop-live', token], { opened, receive, ended });
    } catch {
      ended(); // no token, or no page that may connect: the content-security policy says so
    }
  }

  function opened(): void {
    callOff = after(reliableAfterMs, () => {
      failures = 0;
      turned(true);
      waitToPing();
    });
  }

  function waitToPing(): void {
    const dueAt = now() + pingMs;
    callOff = after(pingMs, () => {
      if (now() - dueAt > sleptMs) {
        socket?.close();
        ended();
        return;
      }
      socket?.say('{"type":"ping"}');
      waitToPing();
    });
  }

  function receive(text: string): void {
    if (typeOf(text) !== 'changed') return;
    nudged();
    nudged = after(200 + 300 * random(), changed); // of many at once, one
  }

  function ended(): void {
    callOff();
    socket = undefined;
    if (stopped) return;
    turned(false);
    const waitMs = Math.min(longestWaitMs, 2_000 * 2 ** failures);
    failures += 1;
    callOff = after(waitMs * (0.5 + random()), () => void open());
  }

  return () => {
    stopped = true;
    callOff();
    nudged();
    socket?.close();
  };
}

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text).type;
  } catch {
    return undefined; // a newer server may say what this client does not know
  }
}

function connectWebSocket(url: string, protocols: string[], { opened, receive, ended }: SocketEvents): Socket {
  const socket = new WebSocket(url, protocols);
  socket.onopen = opened;
  socket.onmessage = ({ data }) => receive(data);
  socket.onclose = ended;
  return {
    say: (text) => socket.send(text),
    close: () => {
      socket.onopen = socket.onmessage = socket.onclose = null; // who closes knows
      socket.close();
    },
  };
}
