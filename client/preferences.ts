import type { PreferencesAnswer, PreferencesPatch } from '../contract/preferences/preferences.ts';
import type { BellhopClient } from './client.ts';
import { BellhopError } from './errors.ts';

/** What to show. `failed` with what was known before; `saving` while a change is on its way. */
export type PreferencesState = {
  status: 'loading' | 'ready' | 'saving' | 'failed';
  preferences?: PreferencesAnswer;
  error?: BellhopError;
};

/** A user's preferences, as they stand on the server. */
export type Preferences = ReturnType<typeof createPreferences>;

/** Makes preferences, which are read by `load`. A change counts when the server has taken it, and only then shows. */
export function createPreferences(client: BellhopClient) {
  let state: PreferencesState = { status: 'loading' };
  let etag: string | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  function show(next: PreferencesState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function learn(ask: () => Promise<{ body: PreferencesAnswer; etag: string | undefined }>): Promise<boolean> {
    try {
      const answer = await ask();
      etag = answer.etag;
      show({ status: 'ready', preferences: answer.body });
      return true;
    } catch (error) {
      if (!(error instanceof BellhopError)) throw error;
      show({ ...state, status: 'failed', error });
      return false;
    }
  }

  /** Somebody else may have changed other parts: a patch still says what it means, so it is made once more on what is there now. */
  async function patchOnce(patch: PreferencesPatch) {
    try {
      return await client.changePreferences(patch, { ifMatch: etag });
    } catch (error) {
      if (!(error instanceof BellhopError) || error.code !== 'precondition_failed') throw error;
      etag = (await client.preferences()).etag;
      return client.changePreferences(patch, { ifMatch: etag });
    }
  }

  return {
    getState: (): PreferencesState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Reads them. Answers whether it could. */
    load: (): Promise<boolean> => learn(() => client.preferences()),
    /** Changes them by a merge patch, one after the other. Answers whether the server took it. */
    change(patch: PreferencesPatch): Promise<boolean> {
      show({ ...state, status: 'saving', error: undefined });
      const done = tail.then(() => learn(() => patchOnce(patch)));
      tail = done.catch(() => {});
      return done;
    },
  };
}
