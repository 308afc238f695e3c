import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoJobs } from '../adapters/dynamodb/operations/jobs.ts';
import { answerView } from '../bin/operator/console/answer-view.ts';
import type { StageView } from '../bin/operator/console/stage-view.ts';
import { queueNamesByUrl } from '../bin/operator/dead-letter-queues.ts';
import type { CallApi } from './api-caller.ts';
import type { Crons } from './crons.ts';
import { type Emulators, queueUrl } from './emulators/emulators.ts';
import type { QueueState } from './emulators/queues.ts';
import { clientConfig, type Endpoints, endpointEnvironment } from './endpoints.ts';
import type { Functions } from './functions/functions.ts';
import type { LocalDeps } from './gateway/local-deps.ts';
import { listChannels } from './lists/channels.ts';
import { listPaused } from './lists/paused.ts';
import { listRecent } from './lists/recent.ts';
import { listTopics } from './lists/topics.ts';
import { listUsers } from './lists/users.ts';
import { listWaiting } from './lists/waiting.ts';
import type { RunningWorkflows } from './reload/running-workflows.ts';
import { sampleEvent, sampleNames } from './sam/sample-event.ts';
import type { Blueprint } from './template/blueprint.ts';
import { friendlyQueueName } from './template/friendly-name.ts';

/** The parts of the running system that the local system's own addresses show and move. */
export type Parts = {
  blueprint: Blueprint;
  endpoints: Endpoints;
  emulators: Emulators;
  functions: Functions;
  crons: Crons;
  callApi: CallApi;
  workflows: RunningWorkflows;
  refusedOrigins: LocalDeps['refusedOrigins'];
};

const mostRecent = 50;

/** What the local system's own addresses answer from. */
export function localView(parts: Parts): LocalDeps {
  const { blueprint, endpoints, emulators, functions, crons, callApi } = parts;
  const view = stageViewOf(parts);
  return {
    outbox: emulators.outbox,
    mailReaders: emulators.mailReaders,
    faults: emulators.faults,
    sesAccount: emulators.sesAccount,
    events: emulators.events.recent,
    callApi,
    queues: () => queueStates(parts),
    functions: () => functions.all().map(({ name, pool }) => ({ name, ...pool.state() })),
    kill: (name) => killAll(name, functions),
    jobs: () => jobStates(parts),
    run: crons.run,
    users: () => listUsers(emulators.table),
    topics: () => listTopics(emulators.table),
    waiting: () => listWaiting(emulators.table),
    recent: () => listRecent(emulators.table, mostRecent),
    paused: () => listPaused(emulators.table),
    channels: () => listChannels(environmentOf(blueprint)),
    workflows: () => ({ data: parts.workflows.list(), ...parts.workflows.state() }),
    refusedOrigins: parts.refusedOrigins,
    sampleEvent: (name) =>
      sampleEvent(name, { functions, endpoints, outbox: emulators.outbox, callApi, workflows: parts.workflows.list }),
    sampleNames: () => sampleNames({ functions }),
    view: (call) => answerView(call, view),
    stack: () => ({
      outputs: blueprint.outputs,
      environment: endpointEnvironment(endpoints),
      settings: blueprint.settings,
    }),
  };
}

/** The local system as the console of a deployed stage would see it. */
function stageViewOf({ blueprint, endpoints, emulators, callApi }: Parts): StageView {
  return {
    place: { name: 'local', is_local: true, api: endpoints.api },
    stack: { tableName: emulators.table.name, outputs: blueprint.outputs },
    sqs: new SQSClient(clientConfig(endpoints.queues)),
    table: emulators.table,
    callApi,
    environment: async () => environmentOf(blueprint),
    alarms: async () => ({
      data: [],
      why_none: 'The laptop has no alarms. What would raise one is in the queues above, and in what is stuck below.',
    }),
  };
}

/** What the functions are told; a setting that several have is the same in each. */
function environmentOf({ functions }: Blueprint): Record<string, string> {
  return Object.assign({}, ...functions.map(({ properties }) => properties.Environment?.Variables));
}

/** Every queue, its dead-letter messages counted beside it; their own queues come as well, for what nobody redrives into. */
function queueStates({ blueprint, endpoints, emulators }: Parts): ReturnType<LocalDeps['queues']> {
  const names = queueNamesByUrl(blueprint);
  return blueprint.queues.map(({ path, name, properties }) => {
    const url = queueUrl(name, endpoints);
    const deadLetterName = properties.RedrivePolicy?.deadLetterTargetArn.split(':').at(-1);
    return {
      ...emulators.queues.state(name),
      name: names.get(url) ?? friendlyQueueName(path),
      url,
      ...(deadLetterName !== undefined && { deadLetters: held(emulators.queues.state(deadLetterName)) }),
    };
  });
}

async function jobStates({ emulators, crons }: Parts): Promise<Awaited<ReturnType<LocalDeps['jobs']>>> {
  const runs = new Map((await dynamoJobs(emulators.table).list()).map((run) => [String(run.name), run]));
  return crons.list().map((cron) => {
    const { startedAt, succeededAt, count } = runs.get(cron.name) ?? {};
    return {
      ...cron,
      ...(startedAt && { lastStartedAt: startedAt.toISOString() }),
      ...(succeededAt && { lastSucceededAt: succeededAt.toISOString() }),
      ...(count !== undefined && { lastCount: count }),
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
