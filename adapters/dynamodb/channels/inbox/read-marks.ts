import type { ItemMarks } from '../../../../core/channels/inbox/rules/item-marks.ts';
import { batchGet } from '../../table/batch-get.ts';
import type { Table } from '../../table/table.ts';
import { userKey } from '../../users/keys.ts';
import { toFeedState } from './feed-state.ts';
import { isInboxItem, type StoredInboxItem } from './inbox-item.ts';
import { inboxItemKey } from './keys.ts';

/** When an item was marked: one request for it and its user's, as much as each has noted. */
export async function readMarks(table: Table, userId: string, notificationId: string): Promise<ItemMarks> {
  const items = await batchGet(table, [userKey(userId), inboxItemKey(userId, notificationId)], { fresh: false });
  const user = items.find(({ sk }) => sk === userKey(userId).sk);
  const stored = items.find((item) => isInboxItem(item));
  if (!isInboxItem(stored)) return {};

  const { seenThrough, readThrough } = toFeedState(user);
  return {
    ...ownMarks(stored),
    ...(stored.arrived <= seenThrough && instant('seenWithAllAt', user?.seenThroughAt)),
    ...(stored.arrived <= readThrough && instant('readWithAllAt', user?.readThroughAt)),
  };
}

/** When an item was marked by itself, as it says. */
export function ownMarks({ seenAt, readAt }: Pick<StoredInboxItem, 'seenAt' | 'readAt'>): ItemMarks {
  return { ...instant('seenAt', seenAt), ...instant('readAt', readAt) };
}

function instant(name: keyof ItemMarks, epochMs: unknown): ItemMarks {
  return typeof epochMs === 'number' ? { [name]: new Date(epochMs) } : {};
}
