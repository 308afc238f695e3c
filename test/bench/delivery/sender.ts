import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { dynamoBatches } from '../../../adapters/dynamodb/batches/batches.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoTenants } from '../../../adapters/dynamodb/tenants/tenants.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { memoryQueue } from '../../../adapters/memory/publishing/queue.ts';
import { byQueue } from '../../../contract/channels/channels.ts';
import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { requestIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { localRegion } from '../../../local/endpoints.ts';
import { endWithUs } from '../../../local/processes.ts';
import type { System } from '../../../local/system.ts';
import { localAccountId } from '../../../local/template/lookup.ts';
import { repairApproved } from '../../../workflows/repair-approved/workflow.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { promises } from '../promises.ts';
import { type DeployedFunction, deployedFunctions } from '../systems/deployed-functions.ts';
import { startBenchSystem } from '../systems/system.ts';
import type { Ask, Tell } from './sender-process.ts';

const batchSize = 10; // what the queue's event-source mapping hands over at most
const warmUpBatches = 40;
const measuredBatches = 120;

/** How many e-mails one sender function sends a second, and the CPU time of its process that each takes, templates and TLS-free HTTP included. */
export async function* sender(): AsyncGenerator<Figure> {
  const { perSecond, cpuMs } = await measureSender();
  yield figure({ case: 'one function', measure: 'speed', value: perSecond, unit: 'e-mails/s' });
  yield figure({ case: 'one function', measure: 'CPU', value: cpuMs, unit: 'ms/e-mail', promise: promises.emailCpuMs });
}

/** Sends e-mails through the deployed sender in a process of its own; the first ones warm it up and are not measured. */
export async function measureSender(): Promise<{ perSecond: number; cpuMs: number }> {
  const bench = await startBenchSystem();
  try {
    await allowAnyRate(bench.system);
    const functions = await deployedFunctions(bench.system.endpoints);
    const child = startSender(functions.find(({ name }) => name === 'deliver-email'));
    const messages = await dispatchEmails(bench.table, batchSize * (warmUpBatches + measuredBatches));
    const batches = toBatches(messages);

    await run(child, batches.slice(0, warmUpBatches));
    const { seconds, cpuSeconds, failed } = await run(child, batches.slice(warmUpBatches));
    child.kill();

    const sent = measuredBatches * batchSize - failed;
    return { perSecond: sent / seconds, cpuMs: (cpuSeconds * 1000) / sent };
  } finally {
    await bench.stop();
  }
}

/** Lets SES take whatever comes: what is measured here is the function, not the waiting. */
async function allowAnyRate({ url }: System): Promise<void> {
  const answer = await fetch(`${url}/local/ses`, { method: 'PUT', body: '{"per_second":10000}' });
  if (!answer.ok) throw new Error(`the rate of SES could not be set: ${answer.status}`);
}

function startSender(sender: DeployedFunction | undefined): ChildProcess {
  if (sender === undefined) throw new Error('the template has no e-mail sender');
  const file = fileURLToPath(new URL('./sender-process.ts', import.meta.url));
  const child = fork(file, [sender.bundle], {
    env: sender.environment,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  endWithUs(child);
  return child;
}

async function run(child: ChildProcess, batches: SQSEvent[]): Promise<Tell> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the sender ended while it was sending')));
  child.send({ batches } satisfies Ask);
  const [told] = (await Promise.race([once(child, 'message'), ended])) as [Tell];
  // a busy machine may let a permit pass, and its e-mail is given back
  if (told.failed > batches.length * batchSize * 0.05) throw new Error(`the sender gave back ${told.failed} messages`);
  return told;
}

/** Dispatches as many notifications that go by e-mail alone, and answers the messages that the queue would then hold. */
async function dispatchEmails(table: Table, count: number): Promise<DeliverMessage[]> {
  const email = memoryQueue<DeliverMessage>();
  const deps = {
    workflows: workflowByKey,
    users: dynamoUsers(table),
    ledger: dynamoLedger(table),
    workflowPauses: dynamoWorkflowPauses(table),
    batches: dynamoBatches(table),
    tenants: dynamoTenants(table),
    ...byQueue(() => memoryQueue<DeliverMessage>()),
    email,
    ingest: memoryQueue(),
    smsCountries: [],
    retentionDays: 1,
    now: () => new Date(),
  };
  for (let n = 0; n < count; n += 1) await dispatch(aRun(n), deps);
  return email.drain();
}

function aRun(n: number): NotifyMessage {
  const at = new Date();
  return {
    type: 'notify',
    version: 1,
    requestId: requestIdFor(at, 'bench', String(n)),
    requestedAt: at.toISOString(),
    workflow: repairApproved.key,
    data: repairApproved.example,
    channels: ['email'],
    test: false,
    userId: 'ada',
  };
}

/** The records of an SQS event as Lambda hands them over; nothing of them but the body is read when all goes well. */
function toBatches(messages: readonly DeliverMessage[]): SQSEvent[] {
  const records = messages.map(toRecord);
  return Array.from({ length: records.length / batchSize }, (_, n) => ({
    Records: records.slice(n * batchSize, (n + 1) * batchSize),
  }));
}

function toRecord(message: DeliverMessage): SQSRecord {
  const now = String(Date.now());
  return {
    messageId: message.notificationId,
    receiptHandle: message.notificationId,
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: now,
      SenderId: 'bench',
      ApproximateFirstReceiveTimestamp: now,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${localRegion}:${localAccountId}:email`,
    awsRegion: localRegion,
  };
}
