import type { BellhopClient } from './client.ts';
import { createInbox, type Inbox, type InboxOptions } from './inbox.ts';
import { createPreferences, type Preferences } from './preferences.ts';

/** What the hooks of an app share: one client, one inbox that polls once, one copy of the preferences. */
export type Bellhop = { client: BellhopClient; inbox: Inbox; preferences: Preferences };

/** What a user can do with an inbox. */
export type InboxDeeds = Omit<Inbox, 'getState' | 'subscribe' | 'start' | 'stop'>;

/** Makes what is shared. Nothing is asked before the inbox is started, or the preferences are needed. */
export function createBellhop(client: BellhopClient, options?: InboxOptions): Bellhop {
  return { client, inbox: createInbox(client, options), preferences: createPreferences(client) };
}

const asked = new WeakSet<Preferences>();

/** Reads the preferences, unless another component has asked for them. */
export function loadOnce(preferences: Preferences): void {
  if (asked.has(preferences)) return;
  asked.add(preferences);
  void preferences.load();
}
