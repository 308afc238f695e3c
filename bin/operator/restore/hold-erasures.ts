import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../../../adapters/dynamodb/table/batch-get.ts';
import { userKey } from '../../../adapters/dynamodb/users/keys.ts';
import { dynamoUserRecords } from '../../../adapters/dynamodb/users/user-records.ts';
import { getItem, putItem, type Tables } from './copy-item.ts';
import { type Item, isAfter, unlessThere } from './item-kinds.ts';

/**
 * Erases in the restored table who was erased in the old one since an instant: users of that instant whom the old table does not have, or has
 * anew, and those whom it still notes as erased (`traces`). Reads all of the restored table once. Answers how many.
 */
export async function holdErasures(since: Date, traces: readonly Item[], tables: Tables): Promise<number> {
  const { from, to } = tables;
  const gone = new Set<string>();
  const scan = { TableName: to.name, FilterExpression: 'sk = :user AND createdAt <= :since' };
  const values = { ':user': 'USER', ':since': since.toISOString() };
  for await (const { Items = [] } of paginateScan({ client: to.client }, { ...scan, ExpressionAttributeValues: values })) {
    const users = Items as Item[];
    const old = await batchGet(
      from,
      users.map(({ pk, sk }) => ({ pk, sk })),
    );
    const createdAt = new Map(old.map((user) => [user.pk, user.createdAt]));
    for (const user of users) if (createdAt.get(user.pk) !== user.createdAt) gone.add(userIdOf(user));
  }
  for (const trace of traces) {
    const isNew = await putItem(trace, unlessThere, to); // nothing that is still under way may enter for them
    if (isNew || !isAfter((await getItem(to, trace))?.createdAt, new Date(String(trace.erasedAt)))) gone.add(userIdOf(trace));
  }
  for (const userId of gone) await erase(userId, tables);
  return gone.size;
}

/** Reads whose item it is. */
export function userIdOf({ pk }: Item): string {
  return pk.slice(userKey('').pk.length);
}

async function erase(userId: string, { to }: Tables): Promise<void> {
  const records = dynamoUserRecords(to);
  await records.close(userId, to.now());
  while ((await records.eraseSome(userId)).more);
}
