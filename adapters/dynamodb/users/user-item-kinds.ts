import { batchUserItems } from '../batches/user-items.ts';
import { chatUserItems } from '../channels/chat/user-items.ts';
import { connectionUserItems, inboxUserItems } from '../channels/inbox/user-items.ts';
import { deviceUserItems } from '../channels/push/user-items.ts';
import { digestUserItems } from '../digests/user-items.ts';
import { addressUserItems } from '../message-log/user-items.ts';
import { frequencyCapUserItems } from '../planning/user-items.ts';
import { scheduleUserItems } from '../schedules/user-items.ts';
import { topicUserItems } from '../topics/user-items.ts';
import type { UserItemKind } from './user-item-kind.ts';

/** Every kind of item that lies under a user. A test finds a key under a user that is of none of them. */
export const userItemKinds: readonly UserItemKind[] = [
  addressUserItems,
  inboxUserItems,
  connectionUserItems,
  chatUserItems,
  deviceUserItems,
  topicUserItems,
  frequencyCapUserItems,
  digestUserItems,
  batchUserItems,
  scheduleUserItems,
];

/** Finds the kind of an item by its sort key. */
export function kindOf(sk: string): UserItemKind | undefined {
  return userItemKinds.find(({ prefixes }) => prefixes.some((prefix) => sk.startsWith(prefix)));
}
