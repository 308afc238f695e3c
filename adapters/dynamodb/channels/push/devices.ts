import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Device, Devices } from '../../../../core/channels/push/ports/devices.ts';
import { withRegistered } from '../../../records/changed-user.ts';
import { batchDelete, batchPut } from '../../table/batch-write.ts';
import { contended } from '../../table/contended.ts';
import { readItem } from '../../table/read-item.ts';
import type { Table } from '../../table/table.ts';
import { userKey, userPartition } from '../../users/keys.ts';
import { toUser } from '../../users/user-item.ts';
import { writeUser } from '../../users/write-user.ts';
import { toDevice, toStoredDevice } from './device-item.ts';
import { deviceKey, deviceOwnerKey, devicePrefix } from './keys.ts';

/** Keeps devices in the table: each under its user, and once more by its id, for when it becomes another's. */
export function dynamoDevices(table: Table): Devices {
  return {
    list: (userId) => list(table, userId),

    async find(userId, ids) {
      const items = await Promise.all(ids.map((id) => readItem(table, deviceKey(userId, id))));
      return items.flatMap((item) => (item === undefined ? [] : toDevice(item)));
    },

    async put(userId, device) {
      if (toUser(await readItem(table, userKey(userId))) === undefined) return false;
      const former = await own(table, userId, device.id);
      if (former !== undefined && former !== userId) await remove(table, former, [device.id], device.renewedAt);
      await batchPut(table, [toStoredDevice(userId, device)]); // first: an id that the user has leads to a device
      const isThere = await changeIds(table, userId, (ids) => [...new Set([...ids, device.id])], device.renewedAt);
      if (!isThere) await remove(table, userId, [device.id], device.renewedAt); // they were deleted meanwhile
      return isThere;
    },

    remove: (userId, ids, at) => remove(table, userId, ids, at),
  };
}

async function list({ name, client }: Table, userId: string): Promise<Device[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': devicePrefix },
      ConsistentRead: true,
    }),
  );
  return Items.map(toDevice).sort((one, other) => one.addedAt.getTime() - other.addedAt.getTime());
}

/** Notes whose device it is from now on; answers whose it was. */
async function own({ name, client }: Table, userId: string, id: string): Promise<string | undefined> {
  const Item = { ...deviceOwnerKey(id), userId };
  const { Attributes } = await client.send(new PutCommand({ TableName: name, Item, ReturnValues: 'ALL_OLD' }));
  return Attributes?.userId;
}

async function remove(table: Table, userId: string, ids: readonly string[], at: Date): Promise<void> {
  await changeIds(table, userId, (has) => has.filter((id) => !ids.includes(id)), at);
  await batchDelete(
    table,
    ids.map((id) => deviceKey(userId, id)),
  );
  await Promise.all(ids.map((id) => disown(table, userId, id)));
}

/** Forgets whose device it is, unless it has become another's. */
async function disown({ name, client }: Table, userId: string, id: string): Promise<void> {
  try {
    await client.send(
      new DeleteCommand({
        TableName: name,
        Key: deviceOwnerKey(id),
        ConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': userId },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error; // it is another's, or nobody's already
  }
}

/** Changes which ids the user has; answers whether there is such a user. */
function changeIds(table: Table, userId: string, change: (ids: readonly string[]) => string[], now: Date): Promise<boolean> {
  return contended('the user', async () => {
    const before = toUser(await readItem(table, userKey(userId)));
    if (before === undefined) return false;
    const after = withRegistered(before, { field: 'devices', change, now });
    if (after !== before) await writeUser(table, { before, after, comesBack: false });
    return true;
  });
}
