import { useEffect, useSyncExternalStore } from 'react';
import { loadOnce } from '../bellhop.ts';
import type { Preferences, PreferencesState } from '../preferences.ts';
import { useBellhop } from './provider.ts';

const nothingYet: PreferencesState = { status: 'loading' };

/** The user's preferences, read when they are first needed, and how to change them by a merge patch. */
export function usePreferences(): PreferencesState & Pick<Preferences, 'change' | 'load'> {
  const { preferences } = useBellhop();
  const state = useSyncExternalStore(preferences.subscribe, preferences.getState, () => nothingYet);
  useEffect(() => loadOnce(preferences), [preferences]);
  return { ...state, change: preferences.change, load: preferences.load };
}
