import { dynamoJobs } from '../adapters/dynamodb/operations/jobs.ts';
import type { CallApi } from './api-caller.ts';
import type { Crons } from './crons.ts';
import { type Engines, queueUrl } from './emulators/engines.ts';
import type { QueueState } from './emulators/queues.ts';
import { type Endpoints, endpointEnvironment } from './endpoints.ts';
import type { Functions } from './functions/functions.ts';
import type { LaptopDeps } from './gateway/laptop.ts';
import { listPaused } from './lists/paused.ts';
import { listRecent } from './lists/recent.ts';
import { listTopics } from './lists/topics.ts';
import { listUsers } from './lists/users.ts';
import { listWaiting } from './lists/waiting.ts';
import { sampleEvent, sampleNames } from './sam/sample-event.ts';
import type { Blueprint } from './template/blueprint.ts';
import { friendlyQueueName } from './template/friendly-name.ts';

/** The parts of the running system that the laptop's own addresses show and move. */
export type Parts = {
  blueprint: Blueprint;
  endpoints: Endpoints;
  engines: Engines;
  functions: Functions;
  crons: Crons;
  callApi: CallApi;
  workflows: LaptopDeps['workflows'];
  refusedOrigins: LaptopDeps['refusedOrigins'];
};

const mostRecent = 50;

/** What the laptop's own addresses answer from. */
export function laptopView(parts: Parts): LaptopDeps {
  const { blueprint, endpoints, engines, functions, crons, callApi } = parts;
  return {
    outbox: engines.outbox,
    faults: engines.faults,
    sesAccount: engines.sesAccount,
    callApi,
    queues: () => queueStates(parts),
    functions: () => functions.all().map(({ name, pool }) => ({ name, ...pool.state() })),
    kill: (name) => killAll(name, functions),
    jobs: () => jobStates(parts),
    run: crons.run,
    users: () => listUsers(engines.table),
    topics: () => listTopics(engines.table),
    waiting: () => listWaiting(engines.table),
    recent: () => listRecent(engines.table, mostRecent),
    paused: () => listPaused(engines.table),
    workflows: parts.workflows,
    refusedOrigins: parts.refusedOrigins,
    sampleEvent: (name) =>
      sampleEvent(name, { functions, endpoints, outbox: engines.outbox, callApi, workflows: parts.workflows }),
    sampleNames: () => sampleNames({ functions }),
    stack: () => ({ outputs: blueprint.outputs, environment: endpointEnvironment(endpoints) }),
  };
}

/** Every queue, its dead letters counted beside it; their own queues come as well, for what nobody redrives into. */
function queueStates({ blueprint, endpoints, engines }: Parts): ReturnType<LaptopDeps['queues']> {
  return blueprint.queues.map(({ path, name, properties }) => {
    const deadLetterName = properties.RedrivePolicy?.deadLetterTargetArn.split(':').at(-1);
    return {
      ...engines.queues.state(name),
      name: friendlyQueueName(path),
      url: queueUrl(name, endpoints),
      ...(deadLetterName !== undefined && { deadLetters: held(engines.queues.state(deadLetterName)) }),
    };
  });
}

async function jobStates({ engines, crons }: Parts): Promise<Awaited<ReturnType<LaptopDeps['jobs']>>> {
  const runs = new Map((await dynamoJobs(engines.table).list()).map((run) => [String(run.name), run]));
  return crons.list().map((cron) => {
    const { startedAt, succeededAt } = runs.get(cron.name) ?? {};
    return {
      ...cron,
      ...(startedAt && { lastStartedAt: startedAt.toISOString() }),
      ...(succeededAt && { lastSucceededAt: succeededAt.toISOString() }),
    };
  });
}

function killAll(name: string, functions: Functions): Promise<number> | undefined {
  const pools = functions.named(name);
  if (pools.length === 0) return undefined;
  return Promise.all(pools.map((pool) => pool.kill())).then((counts) => counts.reduce((sum, count) => sum + count, 0));
}

/** What lies in a queue, what somebody has only looked at included. */
function held({ waiting, inFlight }: QueueState): number {
  return waiting + inFlight;
}
