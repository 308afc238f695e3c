import type { Environment, SocketEvents } from '../../client/environment.ts';

/** The connections of a browser, in the order in which they were tried, with what was said on each. */
export function someSockets() {
  const tried: { url: string; protocols: string[]; events: SocketEvents; said: string[]; closed: boolean }[] = [];
  const connect: NonNullable<Environment['connect']> = (url, protocols, events) => {
    const socket = { url, protocols, events, said: [] as string[], closed: false };
    tried.push(socket);
    return {
      say: (text) => void socket.said.push(text),
      close: () => {
        socket.closed = true;
      },
    };
  };
  return {
    tried,
    connect,
    /** What happens on the last one. */
    last: () => tried.at(-1)?.events ?? nobody,
  };
}

const nobody: SocketEvents = { opened: () => {}, receive: () => {}, ended: () => {} };
