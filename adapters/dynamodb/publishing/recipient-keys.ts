import type { RecipientKeys } from '../../../core/publishing/ports/recipient-keys.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { changeItem, insertItem } from '../table/write-statement.ts';
import { recipientKeyKey } from './keys.ts';

/** `use`: what it was used for, as JSON. */
type Entry = { use: string; expiresAt: number };

const dayMs = 86_400_000;

/** Remembers in the table what recipients' keys were used for: one write each, some in one request. Only a repetition is read. */
export function dynamoRecipientKeys(table: Table): RecipientKeys {
  return {
    async claim({ caller, key, use, now }) {
      const item = recipientKeyKey(caller, key);
      const entry: Entry = { use: JSON.stringify(use), expiresAt: epochSeconds(new Date(now.getTime() + dayMs)) };
      for (;;) {
        if (await insertItem(table, { ...item, ...entry })) return use;
        const found = (await readItem(table, item)) as Entry | undefined;
        if (found === undefined) continue; // removed in this moment
        if (!hasExpired(found, now)) return JSON.parse(found.use);
        const isAsRead = { use: found.use, expiresAt: found.expiresAt };
        if (await changeItem(table, { key: item, set: entry, where: isAsRead })) return use;
      }
    },
  };
}
