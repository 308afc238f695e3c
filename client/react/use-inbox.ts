import { useSyncExternalStore } from 'react';
import type { InboxDeeds } from '../bellhop.ts';
import { type Count, readCount } from '../count.ts';
import { emptyInbox, type InboxState } from '../inbox-state.ts';
import { useBellhop } from './provider.ts';

const onServer = () => emptyInbox;

/** The inbox as it stands, and what can be done with it. */
export function useInbox(): InboxState & InboxDeeds {
  const { inbox } = useBellhop();
  return { ...inbox, ...useSyncExternalStore(inbox.subscribe, inbox.getState, onServer) };
}

/** How many are unread: exactly, or more than 99. Renders again only when that changes. */
export function useUnread(): Count {
  return readCount(useUnreadCount());
}

/** How many are unread as the API counts them, up to 100, which means "more than 99": `useUnread` says so itself. */
export function useUnreadCount(): number {
  const { inbox } = useBellhop();
  return useSyncExternalStore(
    inbox.subscribe,
    () => inbox.getState().counts.unread,
    () => 0,
  );
}
