import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type PutCommandInput, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';

type Item = Record<string, unknown> & { pk: string; sk: string };
type Only = Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/** How much has been carried over: notifications, and items that only ever forbid or count something. */
export type Carried = { notifications: number; others: number };

/**
 * Carries over from the old table into the restored one what must not be forgotten: every notification of which something was written since an
 * instant, with its messages, so that nothing that was sent since is sent again by whatever finds it; and what only ever forbids or counts.
 * Reads all of the old table once. Doing it again carries over what came since, and overwrites nothing that has gone further.
 */
export async function carryOver(since: Date, { from, to }: { from: Table; to: Table }): Promise<Carried> {
  const notifications = new Set<string>();
  let others = 0;
  for await (const { Items = [] } of paginateScan({ client: from.client }, { TableName: from.name })) {
    for (const item of Items as Item[]) {
      if (item.pk.startsWith('N#') && isNewer(item, since)) notifications.add(item.pk);
      const only = forbidsOrCounts(item);
      if (only !== undefined && (await put(item, only, to))) others += 1;
    }
  }
  for (const pk of notifications) {
    const query = { TableName: from.name, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    for await (const { Items = [] } of paginateQuery({ client: from.client }, query))
      for (const item of Items as Item[]) await put(item, unlessFurther(item), to);
  }
  return { notifications: notifications.size, others };
}

/** Whether a notification was made, or one of its messages moved, after an instant. */
function isNewer({ createdAt, events }: Item, since: Date): boolean {
  const last = Array.isArray(events) ? events.at(-1)?.at : undefined;
  return [createdAt, last].some((at) => typeof at === 'string' && new Date(at) > since);
}

/** A message has one event for each step, so the one with more of them has gone further. */
function unlessFurther({ events }: Item): Only {
  if (!Array.isArray(events)) return unlessThere;
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR size(events) < :events',
    ExpressionAttributeValues: { ':events': events.length },
  };
}

const unlessThere: Only = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * When an item is carried over that has nothing to do with one notification: suppressions and cancellations, and keys that were revoked, since
 * nobody may be sent to, or let in, because a table went back in time; and the month's SMS money, which was spent.
 */
function forbidsOrCounts({ pk, revokedAt, spent }: Item): Only | undefined {
  if (/^(?:S#|SUPPRESSIONS$|CANCEL)/.test(pk)) return unlessThere;
  if (/^(?:K#|KEYS$)/.test(pk) && revokedAt !== undefined) return { ConditionExpression: 'attribute_not_exists(revokedAt)' };
  if (!pk.startsWith('C#sms-budget#')) return undefined;
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR spent < :spent',
    ExpressionAttributeValues: { ':spent': spent ?? 0 },
  };
}

async function put(Item: Item, only: Only, { name: TableName, client }: Table): Promise<boolean> {
  try {
    await client.send(new PutCommand({ TableName, Item, ...only }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
