import type { FeedChanged } from '../../contract/channels/inbox/feed.ts';
import type { BellhopClient } from '../client.ts';
import type { Change } from './overlay.ts';

/** Makes a change on the server. Making it twice is making it once. */
export function sendChange(client: BellhopClient, change: Change): Promise<FeedChanged> {
  switch (change.to) {
    case 'read':
      return client.markRead(change.id);
    case 'unread':
      return client.markUnread(change.id);
    case 'archived':
      return client.archive(change.id);
    case 'unarchived':
      return client.unarchive(change.id);
    case 'snoozed':
      return client.snooze(change.id, change.until);
    case 'unsnoozed':
      return client.unsnooze(change.id);
    case 'allRead':
      return client.markAllRead(change.through);
    case 'allSeen':
      return client.markAllSeen(change.through);
    default:
      return change satisfies never;
  }
}
