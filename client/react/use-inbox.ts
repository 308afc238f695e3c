import { useSyncExternalStore } from 'react';
import type { Inbox } from '../inbox.ts';
import { emptyInbox, type InboxState } from '../inbox-state.ts';
import { useBellhop } from './provider.ts';

const onServer = () => emptyInbox;

/** The inbox as it stands, and what can be done with it. */
export function useInbox(): InboxState & Pick<Inbox, Deeds> {
  const { inbox } = useBellhop();
  return { ...inbox, ...useSyncExternalStore(inbox.subscribe, inbox.getState, onServer) };
}

/** How many are unread; 100 means 99 or more. Renders again only when the number changes. */
export function useUnreadCount(): number {
  const { inbox } = useBellhop();
  return useSyncExternalStore(
    inbox.subscribe,
    () => inbox.getState().counts.unread,
    () => 0,
  );
}

type Deeds =
  | 'markRead'
  | 'markUnread'
  | 'archive'
  | 'unarchive'
  | 'markAllRead'
  | 'markAllSeen'
  | 'loadMore'
  | 'setFilter'
  | 'refresh';
