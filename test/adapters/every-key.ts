import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Key } from '../../adapters/dynamodb/table/key.ts';
import { aMoment, notificationId } from '../world.ts';

const root = join(import.meta.dirname, '../..');

/** The user whom the keys are about, wherever they can be. */
export const userId = 'ada';
const id = notificationId('one');
const digest = { userId, frequency: 'daily', number: 7 };
const subscription = { topic: 'building:42', userId };

/** What each function that makes a key is called with, by its name. */
export const given: Record<string, unknown[]> = {
  addressOfUserKey: [userId, 'hash'],
  apiKeyKey: ['hash'],
  batchEntryKey: [userId, id, id],
  cancellationKeyKey: ['order-1'],
  canceledTogetherKey: ['order-1', id],
  connectedUserKey: ['c1'],
  connectionKey: [userId, 'c1'],
  chatConnectionKey: [userId, 'ops'],
  deviceKey: [userId, 'dev_1'],
  deviceOwnerKey: ['dev_1'],
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
  openBatchKey: [{ userId, workflow: 'greeting', key: 'hash' }],
  pauseKey: ['email'],
  rateKey: ['publish', aMoment],
  rateLimiterKey: ['email'],
  recipientKeyKey: ['shop', 'row-1'],
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
  tenantKey: ['acme'],
  userKey: [userId],
  userOfAddressKey: ['hash', userId],
  webhookKey: ['wh_1'],
  workflowPausesKey: [],
};

/** The functions of every `keys.ts` that make a key, by name. */
export async function keyFunctions(): Promise<Map<string, (...given: unknown[]) => Key>> {
  const functions = (await exports()).filter(([name, value]) => name.endsWith('Key') && typeof value === 'function');
  return new Map(functions as [string, (...given: unknown[]) => Key][]);
}

/** A key of every kind that the table has, by the name of what makes it. */
export async function everyKey(): Promise<Map<string, Key>> {
  const constants = (await exports()).filter(([name, value]) => name.endsWith('Key') && typeof value === 'object');
  const made = [...(await keyFunctions())].map(([name, make]) => [name, make(...(given[name] ?? []))] as const);
  return new Map([...(constants as [string, Key][]), ...made]);
}

async function exports(): Promise<[string, unknown][]> {
  const modules = globSync('adapters/dynamodb/**/keys.ts', { cwd: root });
  return (await Promise.all(modules.map(async (path) => Object.entries<unknown>(await import(join(root, path)))))).flat();
}
