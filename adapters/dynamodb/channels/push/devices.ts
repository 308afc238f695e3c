import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Device, DevicePut, Devices } from '../../../../core/channels/push/ports/devices.ts';
import type { User } from '../../../../core/users/ports/users.ts';
import { withRegistered } from '../../../records/changed-user.ts';
import { contended } from '../../table/contended.ts';
import type { Part } from '../../table/part.ts';
import { readItem } from '../../table/read-item.ts';
import type { Table } from '../../table/table.ts';
import { userKey, userPartition } from '../../users/keys.ts';
import { toUser } from '../../users/user-item.ts';
import { userPart } from '../../users/write-user.ts';
import { toDevice, toStoredDevice } from './device-item.ts';
import { deviceKey, deviceOwnerKey, devicePrefix } from './keys.ts';

/**
 * Keeps devices in the table: each under its user, and once more by its id, for when it becomes another's. Both, and the ids that its user
 * has, change in one transaction, so that a device is always exactly one's, and that of a user who has its id.
 */
export function dynamoDevices(table: Table): Devices {
  return {
    list: (userId) => list(table, userId),

    async find(userId, ids) {
      const items = await Promise.all(ids.map((id) => readItem(table, deviceKey(userId, id))));
      return items.flatMap((item) => (item === undefined ? [] : toDevice(item)));
    },

    put: (whose, make) => contended('the device', () => put(table, whose, make)),

    async remove(userId, ids, at) {
      if (ids.length > 0) await contended('the device', () => remove(table, userId, ids, at));
    },
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

async function put(
  table: Table,
  { userId, id }: { userId: string; id: string },
  make: (known: readonly Device[]) => DevicePut,
): Promise<Device | undefined> {
  const [user, known, former] = await Promise.all([readUser(table, userId), list(table, userId), ownerOf(table, id)]);
  if (user === undefined) return undefined;

  const { device, drop } = make(known);
  const at = device.renewedAt;
  const formerUser = former === undefined || former === userId ? undefined : await readUser(table, former);
  await write(table, [
    idsPart(table, user, (ids) => [...new Set([...ids.filter((each) => !drop.includes(each)), id])], at),
    { Put: { TableName: table.name, Item: toStoredDevice(userId, device) } },
    { Put: { TableName: table.name, Item: { ...deviceOwnerKey(id), userId }, ...isOf(former) } },
    ...(await removals(table, userId, drop)),
    ...(former === undefined || former === userId ? [] : [{ Delete: { TableName: table.name, Key: deviceKey(former, id) } }]),
    ...(formerUser === undefined ? [] : [idsPart(table, formerUser, (ids) => ids.filter((each) => each !== id), at)]),
  ]);
  return device;
}

async function remove(table: Table, userId: string, ids: readonly string[], at: Date): Promise<void> {
  const [user, removed] = await Promise.all([readUser(table, userId), removals(table, userId, ids)]);
  const without = (has: readonly string[]) => has.filter((id) => !ids.includes(id));
  await write(table, [...(user === undefined ? [] : [idsPart(table, user, without, at)]), ...removed]);
}

async function readUser(table: Table, userId: string): Promise<User | undefined> {
  return toUser(await readItem(table, userKey(userId)));
}

/** Whose device it is; nobody's when it is none. */
async function ownerOf(table: Table, id: string): Promise<string | undefined> {
  return (await readItem(table, deviceOwnerKey(id)))?.userId as string | undefined;
}

/** The part that changes which ids a user has. */
function idsPart(table: Table, before: User, change: (ids: readonly string[]) => string[], now: Date): Part {
  return userPart(table, { before, after: withRegistered(before, { field: 'devices', change, now }), comesBack: false });
}

/** The parts that remove devices of a user's, and whose they are, unless that is somebody else by now. */
async function removals(table: Table, userId: string, ids: readonly string[]): Promise<Part[]> {
  const owners = await Promise.all(ids.map((id) => ownerOf(table, id)));
  const TableName = table.name;
  return ids.flatMap((id, index) => [
    { Delete: { TableName, Key: deviceKey(userId, id) } },
    ...(owners[index] === userId ? [{ Delete: { TableName, Key: deviceOwnerKey(id), ...isOf(userId) } }] : []),
  ]);
}

/** The condition that it is this user's, or nobody's. */
function isOf(userId: string | undefined) {
  if (userId === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'userId = :user', ExpressionAttributeValues: { ':user': userId } };
}

async function write({ client }: Table, TransactItems: Part[]): Promise<void> {
  await client.send(new TransactWriteCommand({ TransactItems }));
}
