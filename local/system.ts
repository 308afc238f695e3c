import { join } from 'node:path';
import { dynamoApiKeys } from '../adapters/dynamodb/access/api-keys.ts';
import { dynamoJobs } from '../adapters/dynamodb/operations/jobs.ts';
import { ownersFolder, sources } from '../lib/places.ts';
import { findOwnerConfig } from '../lib/settings/owner-config.ts';
import { apiCaller } from './api-caller.ts';
import { buildPages, pagesFolder } from './build-pages.ts';
import { startCrons } from './crons.ts';
import { emptyDataFolder, takeDataFolder } from './data-folder.ts';
import { makeDemo } from './demo-server/demo.ts';
import { type Bridge, dockerHostName } from './docker/bridge.ts';
import { openToBridge } from './docker/bridge-port.ts';
import { endEmulatorLeftBehind } from './emulators/dynamodb.ts';
import { startEmulators } from './emulators/emulators.ts';
import { type Endpoints, endpointsOf, localRegion } from './endpoints.ts';
import { loopbackNames } from './foreign-request.ts';
import { type Functions, makeFunctions } from './functions/functions.ts';
import { makeApi } from './gateway/api.ts';
import { makeFunctionUrls } from './gateway/function-urls.ts';
import { keepRefusedOrigins } from './gateway/refused-origins.ts';
import { startGateway } from './gateway/server.ts';
import { makeSockets } from './gateway/sockets.ts';
import { readWorkflows, type SamplePublish, samplePublish } from './lists/workflows.ts';
import { localKeys } from './local-keys.ts';
import { localView } from './local-view.ts';
import { startPollers } from './pollers/start-pollers.ts';
import { claimPorts, type Ports } from './ports.ts';
import { runningWorkflows } from './reload/running-workflows.ts';
import { lookAt, watchFolder } from './reload/watch-folder.ts';
import { watchSettings } from './reload/watch-settings.ts';
import { removeSamFolder, writeSamFolder } from './sam/template.ts';
import { seed } from './seed.ts';
import { CannotStart, nothingStarted, type Started, type Stoppable } from './stopping.ts';
import { type StartSettings, type Synthesized, synthesisFolderFor, synthesize } from './synthesize.ts';
import { type Blueprint, readTemplate } from './template/blueprint.ts';
import { localAccountId } from './template/lookup.ts';
import { findWorkflowsFolder } from './workflows-folder.ts';

/** Wraps a step of starting, to show how it goes. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** How to start: everything has a default but where the data is. */
export type SystemOptions = {
  /** The first of four ports; 0 takes four free ones. */
  port?: number;
  dataFolder: string;
  /** Begins without the data of earlier starts. */
  fresh?: boolean;
  /** Lets containers on Docker's bridge in, and writes what SAM needs; absent: loopback only. */
  docker?: Bridge;
  /** What functions print goes to the terminal in place of the log files. */
  verbose?: boolean;
  /** Takes up edited workflows while it runs: those that it started with, or those of another folder. */
  watch?: boolean | string;
  /** Over those of the owner's file. */
  settings?: StartSettings;
  step?: Step;
};

/** The running system. */
export type System = Stoppable & {
  url: string;
  keys: typeof localKeys;
  /** A publish that the workflows here take. */
  samplePublish: SamplePublish;
  /** Where the emulators are, for SDK clients. */
  endpoints: Endpoints;
  /** The stack's outputs: queue URLs, bus and table. */
  outputs: Record<string, string>;
  /** Invokes a function by its short name (its handler's), and gives its answer, as `sam local invoke` would. */
  invoke: (name: string, event: unknown) => Promise<unknown>;
};

/**
 * Starts the whole system from the synthesized template, as it would deploy.
 * @throws CannotStart with a line that says what to do; whatever had started is stopped again.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const started = nothingStarted();
  try {
    return { ...(await startAll(options, started)), stop: started.stop };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function startAll(options: SystemOptions, started: Started): Promise<Omit<System, 'stop'>> {
  const { dataFolder, docker, verbose = false, watch = false, settings = {}, step = (_name, work) => work() } = options;
  const synthesisFolder = synthesisFolderFor(settings);
  const ports = await takePlace(options, started);
  const endpoints = endpointsOf(ports);
  const hostNames = docker ? [...loopbackNames, dockerHostName] : loopbackNames;
  const workflowsFolder = typeof watch === 'string' ? watch : await findWorkflowsFolder();
  const seen = lookAt(workflowsFolder); // before the synthesis reads it, or an edit in between would be missed
  const [{ assetFolder, ...synthesis }] = await step('synthesizing the stack', () =>
    Promise.all([synthesize(synthesisFolder, settings), buildPages(pagesFolder)]),
  );
  const blueprint = read(synthesis, endpoints);
  const functions = makeFunctions(blueprint.functions, { endpoints, assetFolder, dataFolder, verbose });
  const invoke = (arn: string, event: unknown) => functions.find(arn).invoke(event);

  const emulators = await step('starting the emulators', () =>
    startEmulators({ blueprint, ports, endpoints, hostNames, dataFolder, started, invoke }),
  );
  started.keep(functions); // stopped before the emulators that they call
  const callApi = apiCaller(endpoints.api);
  const crons = started.keep(startCrons(blueprint.rules, { nameOf: functions.nameOf, invoke, now: () => new Date() }));
  const workflows = started.keep(
    runningWorkflows(readWorkflows(synthesisFolder), {
      folder: workflowsFolder,
      dataFolder,
      syntheses: [synthesisFolder, synthesisFolderFor({})],
      use: functions.replaceBundles,
    }),
  );
  const refusedOrigins = keepRefusedOrigins({ tell: (line) => console.error(line) });
  const localSystem = localView({
    blueprint,
    endpoints,
    emulators,
    functions,
    crons,
    callApi,
    workflows,
    refusedOrigins: refusedOrigins.list,
  });
  const sockets = makeSockets(blueprint, invoke);
  const openapiFile = join(sources, 'docs', 'openapi.json');
  started.keep(
    await startGateway({
      port: ports.http,
      hostNames,
      api: makeApi(blueprint, invoke, refusedOrigins),
      sockets,
      functionUrls: makeFunctionUrls(blueprint, invoke, refusedOrigins),
      localSystem,
      demo: makeDemo({ api: endpoints.api, pushService: endpoints.providers, dataFolder }),
      openapiFile,
    }),
  );
  if (sockets) started.keep(sockets); // stopped before the gateway, which waits for its connections

  await step('making the first keys and users', () => seed({ apiKeys: dynamoApiKeys(emulators.table), callApi }));
  started.keep(startPollers(blueprint, { functions, endpoints, traces: emulators.queues.traces, dataFolder }));
  const runs = new Map((await dynamoJobs(emulators.table).list()).map((run) => [String(run.name), run.succeededAt]));
  crons.catchUp((name) => runs.get(name));
  emulators.scheduler.start();
  removeSamFolder(dataFolder);
  if (docker) {
    await openToBridge(docker, ports, started);
    writeForSam(synthesis, { ports, dataFolder, nameOf: functions.nameOf });
  }
  if (watch !== false) started.keep(watchFolder(workflowsFolder, { seen, onChange: workflows.takeUp }));
  const settingsFile = findOwnerConfig(ownersFolder);
  if (watch === true && settingsFile !== undefined) started.keep(watchSettings(settingsFile));
  return {
    url: endpoints.api,
    keys: localKeys,
    samplePublish: samplePublish(workflows.list()),
    endpoints,
    outputs: blueprint.outputs,
    invoke: (name, event) => invokeNamed(functions, name, event),
  };
}

type ForSam = { ports: Ports; dataFolder: string; nameOf: Functions['nameOf'] };

/** Containers call this machine by another name; the links in what they send are for the developer's browser, and keep ours. */
function writeForSam(synthesis: Omit<Synthesized, 'assetFolder'>, { ports, ...places }: ForSam): void {
  const endpoints = endpointsOf(ports, dockerHostName);
  writeSamFolder(read(synthesis, { ...endpoints, api: endpointsOf(ports).api }), { ...places, endpoints });
}

/** Makes sure that this start has the data folder and the ports to itself. */
async function takePlace({ port = 4620, dataFolder, fresh = false }: SystemOptions, started: Started): Promise<Ports> {
  started.keep(takeDataFolder(dataFolder));
  await endEmulatorLeftBehind(dataFolder);
  if (fresh) emptyDataFolder(dataFolder);
  return await claimPorts(port);
}

async function invokeNamed(functions: Functions, name: string, event: unknown): Promise<unknown> {
  const [pool] = functions.named(name);
  const names = functions.all().map((known) => known.name);
  if (!pool) throw new Error(`there is no function "${name}"; there are: ${names.join(', ')}`);
  return pool.invoke(event);
}

function read({ template, stackName }: Omit<Synthesized, 'assetFolder'>, endpoints: Endpoints): Blueprint {
  const place = { stackName, region: localRegion, accountId: localAccountId, apiUrl: endpoints.api, queuesUrl: endpoints.queues };
  try {
    return readTemplate(template, place);
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
