import { onMounted } from 'vue';
import { loadOnce } from '../bellhop.ts';
import type { Preferences, PreferencesState } from '../preferences.ts';
import { useBellhop } from './provide-bellhop.ts';
import { type Refs, refsOf } from './refs-of.ts';

/** The user's preferences, read when they are first needed, and how to change them by a merge patch. */
export function usePreferences({ preferences } = useBellhop()): Refs<PreferencesState> & Pick<Preferences, 'change' | 'load'> {
  onMounted(() => loadOnce(preferences));
  return { ...preferences, ...refsOf(preferences, { status: true, preferences: true, error: true }) };
}
