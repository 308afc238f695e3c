import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { JobName } from '../../../contract/operations/health.ts';
import { apiCaller, type CallApi } from '../../../local/api-caller.ts';
import { startCrons } from '../../../local/crons.ts';
import { queueUrl, startEmulators } from '../../../local/emulators/emulators.ts';
import { endpointsOf } from '../../../local/endpoints.ts';
import { makeFunctions } from '../../../local/functions/functions.ts';
import { makeApi } from '../../../local/gateway/api.ts';
import { startPoller } from '../../../local/pollers/queue-poller.ts';
import { claimPorts } from '../../../local/ports.ts';
import { seed } from '../../../local/seed.ts';
import { nothingStarted, type Started, type Stoppable } from '../../../local/stopping.ts';
import type { Blueprint } from '../../../local/template/blueprint.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';
import { waitUntil } from '../measure/wait-until.ts';
import { type Counters, countDynamo, countSqs, noCounts } from './counters.ts';
import { startCountingHandler } from './counting-handler.ts';
import { readDeployment } from './deployed-functions.ts';
import { replayStream } from './replay-stream.ts';
import { writtenPartitions } from './written-partitions.ts';

/** Longer than the emulator of SES waits before it tells what became of an e-mail. */
const eventDelayMs = 400;

/** The deployed functions, API and queues of a system whose calls to DynamoDB and SQS are counted at the emulators' handlers. */
export type CountedSystem = Stoppable & {
  callApi: CallApi;
  /** For what a bench puts there beforehand, uncounted. */
  table: Table;
  apiUrl: string;
  /** A function as it is deployed, by its short name: its memory, and whether it may be in a chain of messages for ever. */
  functionOf(name: string): { gigabytes: number; mayRecur: boolean };
  /** Lets SES take whatever comes. */
  allowAnyRate(): void;
  /** Runs a job now, for that time. */
  runJob(name: JobName, time: Date): Promise<void>;
  /** Does work while nothing is taken from the queues, so that what it sends them is handed over in full batches. */
  beforeQueues(work: () => Promise<unknown>): Promise<void>;
  /** Counts what has changed since the last time, for statistics, in batches as full as may be. */
  countChanges(): Promise<unknown>;
  /** Tells webhooks what has changed since the last time, in batches as full as may be. */
  tellChanges(): Promise<unknown>;
  /** Waits until no queue has work left, and SES has told what became of its e-mails. */
  untilIdle(): Promise<void>;
  /** What `work` and all that follows from it took. */
  count(work: () => Promise<unknown>): Promise<Counters>;
  /** How many writes each partition has taken since `count` was called. */
  writes(): ReadonlyMap<string, number>;
};

/** Starts it on free ports, without what a developer wants besides: console, crons, local addresses. */
export async function startCountedSystem(): Promise<CountedSystem> {
  const started = nothingStarted();
  try {
    return { ...(await startAll(started)), stop: started.stop };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function startAll(started: Started): Promise<Omit<CountedSystem, 'stop'>> {
  const ports = await claimPorts(0);
  const direct = endpointsOf(ports);
  let counters = noCounts();
  let writes = new Map<string, number>();
  const tables = await startCountingHandler(direct.tables, {
    count(call) {
      countDynamo(counters, call);
      for (const partition of writtenPartitions(call)) writes.set(partition, (writes.get(partition) ?? 0) + 1);
    },
    add: { ReturnConsumedCapacity: 'TOTAL' },
  });
  const queues = await startCountingHandler(direct.queues, { count: (call) => countSqs(counters, call) });
  const counted = { ...direct, tables: started.keep(tables).url, queues: started.keep(queues).url };

  const dataFolder = scratchFolder();
  const { blueprint, assetFolder } = await readDeployment(counted);
  const functions = started.keep(
    makeFunctions(blueprint.functions, { endpoints: counted, assetFolder, dataFolder, verbose: false }),
  );
  const invoke = (arn: string, event: unknown) => functions.find(arn).invoke(event);
  const emulators = await startEmulators({ blueprint, ports, endpoints: direct, dataFolder, started, invoke });
  await serveApi(blueprint, invoke, ports.http, started);
  const callApi = apiCaller(direct.api);
  await seed({ apiKeys: dynamoApiKeys(emulators.table), callApi });
  const startPollers = () =>
    blueprint.mappings.map((mapping) => {
      const { EventSourceArn, FunctionName } = mapping.properties;
      const { invoke, design } = functions.find(FunctionName);
      const queue = {
        queuesUrl: counted.queues,
        queueUrl: queueUrl(EventSourceArn, counted),
        traces: emulators.queues.traces,
      };
      return startPoller(mapping, { ...queue, invoke, mayRecur: design.mayRecur === true });
    });
  let pollers = startPollers();
  const stopPollers = () => Promise.all(pollers.map((poller) => poller.stop()));
  started.keep({ stop: async () => void (await stopPollers()) });

  const isIdle = () =>
    functions.all().every(({ pool }) => pool.state().busy === 0) &&
    blueprint.queues
      .map(({ name }) => emulators.queues.state(name))
      .every((queue) => queue.waiting + queue.delayed + queue.inFlight === 0);
  const untilIdle = async () => {
    await waitUntil('all work is done', isIdle);
    await sleep(eventDelayMs);
    await waitUntil('all work is done', isIdle);
  };
  const runs = () => functions.all().reduce((sum, { pool }) => sum + pool.state().invocations, 0);
  const crons = startCrons(blueprint.rules, { nameOf: functions.nameOf, invoke, now: () => new Date() });
  await crons.stop(); // none runs by itself
  const replayTo = (name: string) => {
    const mapping = blueprint.streamMappings.find(({ properties }) => functions.nameOf(properties.FunctionName) === name);
    if (mapping === undefined) throw new Error(`${name} does not read the stream of the table`);
    return replayStream(mapping, direct.tables, (event) => invoke(mapping.properties.FunctionName, event));
  };
  return {
    callApi,
    countChanges: replayTo('count-statistics'),
    tellChanges: replayTo('tell-changes'),
    table: emulators.table,
    apiUrl: direct.api,
    functionOf(name) {
      const [pool] = functions.named(name);
      const resource = blueprint.functions.find((each) => pool?.design.arn.endsWith(`:${each.name}`));
      if (resource === undefined) throw new Error(`there is no function "${name}"`);
      return { gigabytes: resource.properties.MemorySize / 1024, mayRecur: pool?.design.mayRecur === true };
    },
    allowAnyRate() {
      emulators.sesAccount.perSecond = 10_000;
    },
    async runJob(name, time) {
      const run = crons.run(name, time);
      if (run === undefined) throw new Error(`there is no job "${name}"`);
      await run;
    },
    async count(work) {
      counters = noCounts();
      writes = new Map();
      const runsBefore = runs();
      await work();
      await untilIdle();
      return { ...counters, runs: runs() - runsBefore };
    },
    async beforeQueues(work) {
      await stopPollers();
      await work();
      pollers = startPollers();
    },
    untilIdle,
    writes: () => writes,
  };
}

async function serveApi(
  blueprint: Blueprint,
  invoke: Parameters<typeof makeApi>[1],
  port: number,
  started: Started,
): Promise<void> {
  const api = makeApi(blueprint, invoke);
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await api(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  started.keep({
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}
