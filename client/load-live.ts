import type { BellhopClient } from './client.ts';
import type { Environment } from './environment.ts';
import type { LiveEvents } from './live.ts';

/** Keeps a connection, by code that is loaded only then. Where that code cannot be loaded, the inbox goes on polling. */
export function loadLive(client: BellhopClient, environment: Environment) {
  return (url: string, events: LiveEvents): (() => void) => {
    let end: (() => void) | undefined;
    let isOver = false;
    void import('./live.ts').then(
      (live) => {
        if (!isOver) end = live.keepLive({ url, getToken: client.token, environment, ...events });
      },
      () => {},
    );
    return () => {
      isOver = true;
      end?.();
    };
  };
}
