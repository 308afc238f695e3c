import type { Environment } from './environment.ts';

/** This tab among those of one name, of which one leads at a time. */
export type TabLeader = {
  leads(): boolean;
  /** Whether another tab leads, and this one may come next. */
  waits(): boolean;
  /** Waits to lead, unless it does so already. Where the browser cannot elect a leader, every tab is one. */
  stand(): void;
  /** Gives up the lead, or waiting for it. */
  resign(): void;
};

/** Has the tabs of a name elect which of them leads, and calls `elected` when it is this one. */
export function tabLeader(
  name: string | undefined,
  { electLeader }: Pick<Environment, 'electLeader'>,
  elected: () => void,
): TabLeader {
  let role: 'waiting' | 'leader' | undefined;
  let end = () => {};

  return {
    leads: () => role === 'leader',
    waits: () => role === 'waiting',

    stand() {
      if (role) return;
      if (!electLeader || name === undefined) {
        role = 'leader';
        return elected();
      }
      const ends = new AbortController();
      const { signal } = ends;
      role = 'waiting';
      end = () => ends.abort();
      electLeader(name, signal, () => {
        if (signal.aborted) return Promise.resolve();
        role = 'leader';
        elected();
        return new Promise<void>((done) => signal.addEventListener('abort', () => done()));
      }).catch(() => {}); // it resigned while it waited
    },

    resign() {
      role = undefined;
      end();
    },
  };
}
