export type { FeedCounts, FeedItem } from '../contract/feed.ts';
export type { PreferencesAnswer, PreferencesPatch } from '../contract/preferences.ts';
export { type BellhopClient, type ClientOptions, createClient, type Held, type ListQuery } from './client.ts';
export { browserEnvironment, type Environment, type Happening, type Line } from './environment.ts';
export { BellhopError, type ErrorCode } from './errors.ts';
export { createInbox, type Inbox, type InboxOptions } from './inbox.ts';
export { emptyInbox, type InboxFilter, type InboxState } from './inbox-state.ts';
export type { Change } from './overlay.ts';
export { createPreferences, type Preferences, type PreferencesState } from './preferences.ts';
