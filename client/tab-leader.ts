import type { Environment } from './environment.ts';

/** This tab among those of one name, of which one leads at a time. */
export type TabLeader = {
  /** `waiting`: another tab leads, and this one may come next. */
  role(): 'none' | 'waiting' | 'leader';
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
  let role: ReturnType<TabLeader['role']> = 'none';
  let end = () => {};

  return {
    role: () => role,

    stand() {
      if (role !== 'none') return;
      if (electLeader === undefined || name === undefined) {
        role = 'leader';
        end = () => {};
        elected();
        return;
      }
      const ends = new AbortController();
      role = 'waiting';
      end = () => ends.abort();
      electLeader(name, ends.signal, () => {
        if (ends.signal.aborted) return Promise.resolve();
        role = 'leader';
        elected();
        return new Promise<void>((done) => ends.signal.addEventListener('abort', () => done()));
      }).catch(() => {}); // it resigned while it waited
    },

    resign() {
      role = 'none';
      end();
    },
  };
}
