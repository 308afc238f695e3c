import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { leadingChannels } from '../../../contract/channels/channels.ts';
import { allAddressesOn } from '../../../core/channels/rules/address.ts';
import type { User } from '../../../core/users/ports/users.ts';
import { hashOfAddress } from '../../records/suppression-position.ts';
import type { Key } from '../table/key.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { insertItem } from '../table/write-statement.ts';
import { addressOfUserKey, userOfAddressKey } from './keys.ts';

/** How long an address that a user no longer has still leads to them: a year ahead is the latest that something is sent to it. */
const formerMs = 400 * 86_400_000;

/** Notes which addresses lead to a user: two small items for each that is new, and for one that they have no more. */
export async function linkAddresses(table: Table, { before, after }: { before: User | undefined; after: User }): Promise<void> {
  const [old, wanted] = [hashesOf(before), hashesOf(after)];
  const until = epochSeconds(new Date(table.now().getTime() + formerMs));
  await Promise.all([
    ...wanted.filter((hash) => !old.includes(hash)).flatMap((hash) => link(table, after.id, hash)),
    ...old.filter((hash) => !wanted.includes(hash)).flatMap((hash) => link(table, after.id, hash, until)),
  ]);
}

/** Writes both items of an address: for good, or until an instant. */
function link(table: Table, userId: string, hash: string, until?: number): Promise<unknown>[] {
  const keys = [addressOfUserKey(userId, hash), userOfAddressKey(hash, userId)];
  return keys.map((key) => (until === undefined ? linkForGood(table, key) : linkUntil(table, key, until)));
}

/** Puts it, in one request with those of the others whom a publish names; one that is there already loses its end. */
async function linkForGood(table: Table, key: Key): Promise<void> {
  if (await insertItem(table, key)) return;
  await table.client.send(new UpdateCommand({ TableName: table.name, Key: key, UpdateExpression: 'REMOVE expiresAt' }));
}

function linkUntil({ name, client }: Table, key: Key, until: number): Promise<unknown> {
  const change = { UpdateExpression: 'SET expiresAt = :until', ExpressionAttributeValues: { ':until': until } };
  return client.send(new UpdateCommand({ TableName: name, Key: key, ...change }));
}

function hashesOf(user: User | undefined): string[] {
  if (user === undefined) return [];
  return [
    ...new Set(
      leadingChannels()
        .flatMap((channel) => allAddressesOn(channel, user))
        .map(hashOfAddress),
    ),
  ];
}
