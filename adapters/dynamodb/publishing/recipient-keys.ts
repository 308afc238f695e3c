import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RecipientKeys } from '../../../core/publishing/ports/recipient-keys.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Key } from '../table/key.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { insertItem } from '../table/write-statement.ts';
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
        if (await conditionHeld(table.client.send(putOver(table, { ...item, ...entry }, found)))) return use;
      }
    },
  };
}

/** Takes the place of an entry whose day is over, and which is not removed yet. */
function putOver({ name: TableName }: Table, Item: Key & Entry, { use }: Entry): PutCommand {
  return new PutCommand({
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(pk) OR #use = :use', // as it was read
    ExpressionAttributeNames: { '#use': 'use' },
    ExpressionAttributeValues: { ':use': use },
  });
}
