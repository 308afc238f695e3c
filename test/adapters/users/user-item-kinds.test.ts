import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Key } from '../../../adapters/dynamodb/table/key.ts';
import { userKey, userPartition } from '../../../adapters/dynamodb/users/keys.ts';
import { kindOf, userItemKinds } from '../../../adapters/dynamodb/users/user-item-kinds.ts';
import { aMoment, notificationId } from '../../world.ts';

const root = join(import.meta.dirname, '../../..');
const userId = 'ada';
const id = notificationId('one');
const digest = { userId, frequency: 'daily', number: 7 };
const subscription = { topic: 'building:42', userId };

/** What each function that makes a key is called with, by its name: about the user, wherever it can be. */
const given: Record<string, unknown[]> = {
  addressOfUserKey: [userId, 'hash'],
  apiKeyKey: ['hash'],
  cancellationKeyKey: ['order-1'],
  canceledTogetherKey: ['order-1', id],
  connectedUserKey: ['c1'],
  connectionKey: [userId, 'c1'],
  closedDigestKey: [digest],
  countedKey: ['shardId-1'],
  deliveryKey: ['wh_1', 'evt_1'],
  digestEntryKey: [digest, id],
  digestStateKey: [userId, 'daily'],
  dueDigestKey: [digest, aMoment],
  dueItemKey: [{ notificationId: id, dueAt: aMoment }],
  erasingKey: [userId],
  frequencyCapKey: [userId, 'email#2030-03-15T13'],
  idempotencyKey: ['shop', 'order-1'],
  inboxItemKey: [userId, id],
  jobKey: ['clean-up'],
  listedApiKeyKey: ['key_1'],
  listedTopicKey: ['building:42'],
  listedSuppressionKey: [{ at: aMoment, address: 'ada@example.com' }],
  messageKey: [id, 'email'],
  notificationKey: [id],
  pauseKey: ['email'],
  rateKey: ['publish', aMoment],
  rateLimiterKey: ['email'],
  requestPartKey: ['req_1', 0],
  scheduleKey: ['morning'],
  scheduleOfUserKey: [userId, 'morning'],
  scheduleRunKey: ['morning', aMoment],
  scheduleStateKey: ['morning'],
  senderTallyKey: ['2030-03-15'],
  sentSmsKey: ['sns-1'],
  smsBudgetKey: ['2030-03'],
  smsGrantKey: [id],
  smsWindowKey: [{ name: 'sms-number', key: 'hash', startsAt: aMoment }],
  statisticsKey: [{ day: '2030-03-15', workflow: 'greeting', category: 'general', channel: 'email', locale: 'de' }],
  subscriberKey: [subscription],
  subscriptionKey: [subscription],
  suppressionKey: ['ada@example.com'],
  userKey: [userId],
  userOfAddressKey: ['hash', userId],
  webhookKey: ['wh_1'],
  workflowPausesKey: [],
};

/** The functions of every `keys.ts` that make a key, by name. */
async function keyFunctions(): Promise<Map<string, (...given: unknown[]) => Key>> {
  const modules = globSync('adapters/dynamodb/**/keys.ts', { cwd: root });
  const exported = await Promise.all(modules.map(async (path) => Object.entries(await import(join(root, path)))));
  const functions = exported.flat().filter(([name, value]) => name.endsWith('Key') && typeof value === 'function');
  return new Map(functions as [string, (...given: unknown[]) => Key][]);
}

test('every function that makes a key is tried here', async () => {
  expect([...(await keyFunctions()).keys()].sort()).toEqual(Object.keys(given).sort());
});

test('every item under a user is of one kind, so that export and erasure know it', async () => {
  const keys = [...(await keyFunctions())].map(([name, make]) => make(...(given[name] ?? [])));
  const under = keys.filter(({ pk, sk }) => pk === userPartition(userId) && sk !== userKey(userId).sk);

  expect(under.filter(({ sk }) => kindOf(sk) === undefined)).toEqual([]);
  expect(new Set(under.map(({ sk }) => kindOf(sk)))).toEqual(new Set(userItemKinds));
});

test('no item can be taken for another kind, and the user is read after all of them', () => {
  const prefixes = userItemKinds.flatMap((kind) => kind.prefixes);

  expect(prefixes.filter((one) => prefixes.some((other) => one !== other && one.startsWith(other)))).toEqual([]);
  expect(prefixes.filter((prefix) => prefix >= userKey(userId).sk)).toEqual([]);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
