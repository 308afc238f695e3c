import { createHash } from 'node:crypto';
import { type Key, shardOf, shards } from '../table/key.ts';
import { userPartition } from '../users/keys.ts';

/** The attributes that put an item into the index `log`: a partition of it, and its place there. */
export type Logged = { logged: string; loggedAs: string };

/** Where a part of a request is listed: by when it was requested, and by how many notifications come before it. */
export function loggedRequest(requestId: string, from: number): Logged {
  const ulid = requestId.slice('req_'.length);
  return { logged: requestLog(shardOf(ulid)), loggedAs: `${ulid}#${String(from).padStart(8, '0')}` };
}

/** Where a notification is listed that no part of a request names: a digest. */
export function loggedAlone(requestId: string): Logged {
  const ulid = requestId.slice('req_'.length);
  return { logged: requestLog(shardOf(ulid)), loggedAs: `${ulid}#alone` };
}

/** Where a user is listed: by their id. */
export function loggedUser(userId: string): Logged {
  return { logged: userLog(shardOfText(userId)), loggedAs: userId };
}

/** Names a shard of the requests, in the index. */
export function requestLog(shard: number): string {
  return `L#${shard}`;
}

/** Names a shard of the users, in the index. */
export function userLog(shard: number): string {
  return `U#${shard}`;
}

/** Makes the key of what says, under an address's hash, that a user has the address or had it. */
export function userOfAddressKey(hash: string, userId: string): Key {
  return { pk: addressPartition(hash), sk: userPartition(userId) };
}

/** Makes the key of the same under the user. */
export function addressOfUserKey(userId: string, hash: string): Key {
  return { pk: userPartition(userId), sk: `${addressPrefix}${hash}` };
}

/** Names the partition of those who have, or had, an address. */
export function addressPartition(hash: string): string {
  return `${addressPrefix}${hash}`;
}

/** How the sort keys of a user's addresses begin. */
export const addressPrefix = 'ADDRESS#';

/** Makes the key of a topic, in a shard of the list of all. */
export function listedTopicKey(topic: string): Key {
  return { pk: listedTopics(shardOfText(topic)), sk: topic };
}

/** Names a shard of the list of topics. */
export function listedTopics(shard: number): string {
  return `TOPICS#${shard}`;
}

function shardOfText(text: string): number {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % shards;
}
