import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoints, endpointEnvironment, localRegion } from '../endpoints.ts';
import type { Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import { friendlyFunctionName } from '../template/friendly-name.ts';
import { localAccountId } from '../template/lookup.ts';
import { type FunctionPool, functionPool } from './function-pool.ts';

type FunctionResource = Resource<'AWS::Lambda::Function'>;

/** The template's functions, each ready to be invoked. */
export type Functions = Stoppable & {
  all(): { name: string; handler: string; pool: FunctionPool }[];
  /** By ARN or full name, as templates refer to functions. Throws when the template has no such function. */
  find(reference: string): FunctionPool;
  /** By the name people use, its handler's file name, its full name or its id in the template; one handler may be deployed twice. */
  named(name: string): FunctionPool[];
  nameOf(reference: string): string;
  /** Runs other bundles from the next event on: those of a folder of `buildHandlers`, which may be a few. A function whose bundle is the same goes on. */
  replaceBundles(built: string): void;
};

/** Where functions come from and where their output goes. */
export type FunctionPlaces = {
  endpoints: Endpoints;
  /** The synthesized asset of a function: a folder with an `index.js`. */
  assetFolder: (assetName: string) => string;
  dataFolder: string;
  /** Function output goes to the terminal instead of the log files. */
  verbose: boolean;
};

/** Makes the template's functions, without starting a process yet. */
export function makeFunctions(resources: FunctionResource[], places: FunctionPlaces): Functions {
  const bundles = keepBundles(resources, places);
  mkdirSync(join(places.dataFolder, 'logs'), { recursive: true });
  const known = resources.map((resource) => {
    const name = shortName(resource, resources);
    return {
      name,
      handler: handlerOf(resource) ?? name,
      resource,
      pool: functionPool(designOf(resource, name, bundles, places)),
    };
  });

  const find = (reference: string) => {
    const found = known.find(({ pool, resource }) => [pool.design.arn, resource.name].includes(reference));
    if (!found) throw new Error(`the template refers to a function "${reference}", which it does not contain`);
    return found;
  };
  return {
    all: () => known,
    find: (reference) => find(reference).pool,
    nameOf: (reference) => find(reference).name,
    named: (wanted) =>
      known
        .filter(({ name, resource }) => [name, handlerOf(resource), resource.name, resource.logicalId].includes(wanted))
        .map(({ pool }) => pool),
    replaceBundles(built) {
      // looked up before any is replaced: two functions may share a bundle
      const edited = known
        .map(({ pool, resource }) => ({ pool, bundle: join(built, handlerPath(resource), 'index.js') }))
        .filter(({ pool, bundle }) => existsSync(bundle) && !readFileSync(bundle).equals(readFileSync(pool.design.bundle)));
      for (const { pool, bundle } of edited) {
        replaceFile(pool.design.bundle, bundle);
        pool.renew();
      }
    },
    async stop() {
      await Promise.all(known.map(({ pool }) => pool.stop()));
    },
  };
}

/** What the function sees as `process.env`: the template's variables, what Lambda adds, and the way to the emulators. */
export function environmentOf({ name, properties }: FunctionResource, endpoints: Endpoints): Record<string, string> {
  return {
    TZ: 'UTC', // the developer's machine has a time zone of its own; Lambda has not
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
    AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig.LogFormat,
    ...endpointEnvironment(endpoints),
    ...properties.Environment.Variables,
  };
}

/** Chooses what a process needs of this machine's environment: Windows opens no socket without it. */
function ownEnvironment(): Record<string, string> {
  return process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? '' } : {};
}

function designOf(resource: FunctionResource, name: string, bundles: string, { endpoints, dataFolder, verbose }: FunctionPlaces) {
  return {
    name: resource.name,
    arn: `arn:aws:lambda:${localRegion}:${localAccountId}:function:${resource.name}`,
    bundle: join(bundles, bundleName(resource), 'index.js'),
    environment: { ...ownEnvironment(), ...environmentOf(resource, endpoints) },
    timeoutSeconds: resource.properties.Timeout,
    mayRecur: resource.properties.RecursiveLoop === 'Allow',
    ...(!verbose && { logFile: join(dataFolder, 'logs', `${name}.log`) }),
  };
}

/**
 * Copies the bundles beside the data, so that a later synthesis cannot pull them away from under a running system, and edited
 * workflows can take their place. They are CommonJS, which Node takes the project's own package.json to deny.
 */
function keepBundles(resources: FunctionResource[], { assetFolder, dataFolder }: FunctionPlaces): string {
  const bundles = join(dataFolder, 'bundles');
  rmSync(bundles, { recursive: true, force: true }); // an earlier start may have put edited ones there
  mkdirSync(bundles, { recursive: true });
  writeFileSync(join(bundles, 'package.json'), '{ "type": "commonjs" }\n');
  for (const key of new Set(resources.map(bundleName))) cpSync(assetFolder(key), join(bundles, key), { recursive: true });
  return bundles;
}

/** Replaces a file in one step, so that no process that is starting reads half of it. */
function replaceFile(file: string, by: string): void {
  copyFileSync(by, `${file}.new`);
  renameSync(`${file}.new`, file);
}

/** The folder of a function's bundle beside the data: what its asset is called, unzipped. */
export function bundleName({ properties }: FunctionResource): string {
  return properties.Code.S3Key.replace(/\.zip$/, '');
}

/** The handler's file name, or the place in the stack where one handler is deployed twice. */
function shortName(resource: FunctionResource, resources: FunctionResource[]): string {
  const handler = handlerOf(resource);
  const isAlone = handler !== undefined && resources.filter((other) => handlerOf(other) === handler).length === 1;
  return isAlone ? handler : friendlyFunctionName(resource.path);
}

/** Reads a handler's name from a description: `Bellhop: lambdas/operations/clean-up.ts` → `clean-up` */
function handlerOf({ properties }: FunctionResource): string | undefined {
  return /lambdas\/[\w/-]+\/([\w-]+)\.ts/.exec(properties.Description ?? '')?.[1];
}

/** Reads a handler's path from a description: `Bellhop: lambdas/operations/clean-up.ts` → `operations/clean-up` */
export function handlerPath({ properties, path }: FunctionResource): string {
  const [, handler] = /lambdas\/([\w/-]+)\.ts/.exec(properties.Description ?? '') ?? [];
  if (handler === undefined) throw new Error(`the description of the function at ${path} names no file under lambdas/`);
  return handler;
}
