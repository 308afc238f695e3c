import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Channel } from '../../../contract/values.ts';
import type { ChildSystem } from './child-system.ts';

/** A publish that was accepted, on whatever way: by its title everything that comes of it is found again. */
export type Accepted = { title: string; way: Way; users: readonly string[]; channels: readonly Channel[] };

const ways = ['http', 'queue', 'bus', 'topic'] as const;
export type Way = (typeof ways)[number];

/** Numbers between 0 and 1 that are the same for the same seed. (mulberry32) */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const readers = Array.from({ length: 20 }, (_, n) => `reader-${n}`);
/** Who has subscribed to the topic: the first dozen. */
export const crew = readers.slice(0, 12);
export const addressOf = (user: string) => `${user}@example.com`;
export const live = { Authorization: 'Bearer bh_live_local' };

/** Makes the users and subscribes the crew. Each number is in a range of its own. */
export async function prepare(system: ChildSystem): Promise<void> {
  for (const [n, user] of readers.entries()) {
    const phone = `+44740${String(n + 10).padStart(4, '0')}100`.slice(0, 13);
    await system.insist('PUT', `/v1/users/${user}`, [200, 201], { body: { email: addressOf(user), phone }, headers: live });
  }
  for (const user of crew) await system.insist('PUT', `/v1/topics/crew/subscriptions/${user}`, [204], { headers: live });
}

const channelSets: readonly (readonly Channel[])[] = [
  ['inbox'],
  ['email'],
  ['inbox', 'email'],
  ['inbox', 'email', 'sms'],
  ['sms'],
];

/** Publishes one thing, again and again with one key until it is accepted: what was not answered may or may not have been. */
export async function publishOne(n: number, random: () => number, system: ChildSystem): Promise<Accepted> {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value;
  const way = pick(ways);
  const title = `Drill ${String(n).padStart(4, '0')}.`;
  const channels = way === 'topic' ? (['inbox', 'email'] as const) : pick(channelSets);
  const users = way === 'topic' ? crew : [pick(readers)];
  const body = { workflow: 'message', data: { title, body: 'Nothing has happened.' }, channels };
  const request = way === 'topic' ? { ...body, topic: 'crew' } : { ...body, recipients: users };

  if (way === 'http' || way === 'topic')
    await system.insist('POST', '/v1/notifications', [202], {
      body: request,
      headers: { ...live, 'Idempotency-Key': `drill-${n}` },
    });
  else await putAtLast(way, { ...request, idempotency_key: `drill-${n}` }, system);
  return { title, way, users, channels };
}

async function putAtLast(way: 'queue' | 'bus', message: object, system: ChildSystem): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      const { body } = await system.insist('GET', '/local/stack', [200]);
      return await (way === 'queue' ? putOnQueue(message, body) : putOnBus(message, body));
    } catch {
      await sleep(500); // it was killed meanwhile
    }
  }
  throw new Error(`the ${way} took nothing`);
}

type Stack = { outputs: Record<string, string>; environment: Record<string, string> };

const clientFor = (environment: Record<string, string>, service: string) => ({
  endpoint: environment[`AWS_ENDPOINT_URL_${service}`] ?? '',
  region: environment.AWS_REGION ?? 'us-east-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
});

async function putOnQueue(message: object, { outputs, environment }: Stack): Promise<void> {
  const client = new SQSClient({ ...clientFor(environment, 'SQS'), maxAttempts: 1 });
  await client.send(new SendMessageCommand({ QueueUrl: outputs.IngestQueueUrl, MessageBody: JSON.stringify(message) }));
  client.destroy();
}

async function putOnBus(message: object, { outputs, environment }: Stack): Promise<void> {
  // the event bus shares the emulator of SES: the environment names no address of its own for it
  const client = new EventBridgeClient({ ...clientFor(environment, 'SES'), maxAttempts: 1 });
  const entry = {
    EventBusName: outputs.BusName,
    Source: 'drill',
    DetailType: 'notification.publish',
    Detail: JSON.stringify(message),
  };
  const { FailedEntryCount = 1 } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  client.destroy();
  if (FailedEntryCount > 0) throw new Error('the bus took nothing');
}
