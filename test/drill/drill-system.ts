import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PurgeQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { smsBudgetKey } from '../../adapters/dynamodb/channels/sms/keys.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { monthOf } from '../../adapters/records/sms-month.ts';
import { chosenChannels } from '../../contract/channels/channels.ts';
import { providerNames } from '../../contract/channels/providers.ts';
import type { PublishAnswer } from '../../contract/publishing/publish.ts';
import type { Channel } from '../../contract/values.ts';
import { markOf } from '../../core/delivery/choose-provider.ts';
import type { FaultOrder } from '../../local/emulators/providers/faults.ts';
import { clientConfig } from '../../local/endpoints.ts';
import type { StartSettings } from '../../local/synthesize.ts';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { startLocalSystem } from '../journeys/own-local-system.ts';
import type { SharedLocalSystem } from '../journeys/shared/share-local-system.ts';

/** A queue as `GET /local/queues` shows it. */
export type QueueShown = {
  name: string;
  url: string;
  waiting: number;
  delayed: number;
  in_flight: number;
  dead_letters?: number;
};

/** A running system, and the hands that break it. */
export type DrillSystem = ReturnType<typeof drillSystem>;

/** What a drill asks of a running system. */
type LocalSystem = Omit<SharedLocalSystem, 'system'> & {
  system: Pick<SharedLocalSystem['system'], 'url' | 'endpoints' | 'outputs' | 'invoke'>;
};

/** Starts a system of its own on free ports; `stop` ends it and removes its data. */
export async function startDrillSystem(settings: StartSettings = {}): Promise<DrillSystem> {
  const localSystem = await startLocalSystem({ settings });
  return drillSystem(localSystem, { end: localSystem.stop, settings });
}

/** A running system that nothing else uses for the time being; `stop` lets go of it, and ends it by `end`. It was started with `settings`. */
export function drillSystem(
  localSystem: LocalSystem,
  { end = async () => {}, settings = {} }: { end?: () => Promise<void>; settings?: StartSettings } = {},
) {
  const client = new SQSClient(clientConfig(localSystem.system.endpoints.queues));
  const table = openTable(localSystem);
  const queues = async (): Promise<QueueShown[]> => (await localSystem.local('GET', '/queues')).body.data;
  const urlOf = async (name: string) => {
    const found = (await queues()).find((queue) => queue.name === name);
    if (found === undefined) throw new Error(`there is no queue "${name}"`);
    return found.url;
  };

  return {
    ...localSystem,
    settings,
    queues,
    client,
    urlOf,
    /** For what only hours would bring about. */
    table,

    async fail(order: FaultOrder): Promise<void> {
      const { status, body } = await localSystem.local('PUT', '/faults', order);
      if (status !== 200) throw new Error(`the fault was not taken: ${body.message}`);
    },
    async heal(): Promise<void> {
      await localSystem.local('DELETE', '/faults');
    },
    async kill(name: string): Promise<number> {
      const { status, body } = await localSystem.local('POST', '/kill', { function: name });
      if (status !== 200) throw new Error(`nothing was killed: ${body.message}`);
      return body.killed;
    },
    async send(queue: string, bodies: readonly unknown[]): Promise<void> {
      const QueueUrl = await urlOf(queue);
      for (let from = 0; from < bodies.length; from += 10) {
        const batch = bodies.slice(from, from + 10).map((body) => (typeof body === 'string' ? body : JSON.stringify(body)));
        const Entries = batch.map((MessageBody, n) => ({ Id: String(n), MessageBody }));
        await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      }
    },

    /** Publishes as an app does: again with the same key until it is accepted. Answers the notifications' ids. */
    accept: (publish: Publish) => acceptAtLast(localSystem, publish),

    /** Runs the operator's command line against this system, and gives what it printed. */
    async bellhop(...args: string[]): Promise<string> {
      const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
      return (await promisify(execFile)(process.execPath, ['bin/bellhop.ts', ...args, '--stage', 'local'], { env })).stdout;
    },

    /** Begins a fault with no mail in the outbox, no dead-letter messages, a month's money to spend, a good name and nothing that is paused. */
    async clean(): Promise<void> {
      await localSystem.local('DELETE', '/faults');
      await localSystem.local('DELETE', '/outbox');
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: smsBudgetKey(monthOf(new Date())) }));
      await dynamoSenderTallies(table).startAnew(new Date());
      const marks = [
        'email',
        'bulk-email',
        ...chosenChannels().flatMap((channel) => providerNames(channel).map(markOf)),
      ] as const;
      for (const mark of marks) await dynamoPauses(table).resume(mark);
      const dead = (await queues()).filter(({ name }) => name.endsWith('-dead-letters'));
      for (const { url } of dead) await client.send(new PurgeQueueCommand({ QueueUrl: url }));
    },
    async stop(): Promise<void> {
      client.destroy();
      table.client.destroy();
      await end();
    },
  };
}

function openTable({ system }: LocalSystem): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(system.endpoints.tables)));
  return { name: system.outputs.TableName ?? '', client, now: () => new Date() };
}

/** What is published: to `count` users of its own, or to those who are named. */
export type Publish = { to: readonly unknown[]; channels: readonly Channel[]; key?: string };

/** The body of a publish, as an app would write it. */
export function bodyOf({ to, channels }: Publish): Record<string, unknown> {
  return { ...(channels.includes('push') ? repair : message), recipients: to, channels };
}

const message = { workflow: 'message', data: { title: 'Drill', body: 'Nothing has happened.' } };
/** The one that comes with Bellhop and has a push text. */
const repair = { workflow: repairApproved.key, data: repairApproved.example };

let made = 0;

/** Users that nobody else has: with an e-mail address, and a phone number in a range of its own. */
export function newUsers(count: number): { id: string; email: string; phone: string }[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const id = `drill-${made}`;
    return { id, email: `${id}@example.com`, phone: `+44740${String(made).padStart(4, '0')}100`.slice(0, 13) };
  });
}

async function acceptAtLast(localSystem: LocalSystem, publish: Publish): Promise<string[]> {
  made += 1;
  const key = publish.key ?? `drill-${process.pid}-${made}`;
  const secret = localSystem.key(); // the same each time: a key is remembered for its caller
  for (let tries = 0; tries < 180; tries += 1) {
    const answer = await localSystem.publish(bodyOf(publish), { key: secret, headers: { 'Idempotency-Key': key } });
    if (answer.status === 202) return (answer.body as PublishAnswer).notifications.map(({ id }) => id);
    if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
      throw new Error(`the publish was refused: ${answer.status} ${answer.body?.detail}`);
    }
    await sleep(500);
  }
  throw new Error('the publish was not accepted within ninety seconds');
}
