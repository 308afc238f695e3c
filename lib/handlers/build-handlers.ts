import { globSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { OptionalChannel } from '../../contract/channels/channels.ts';
import { ending } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import { workflowList } from '../workflows/workflow-list.ts';
import { workflowSources } from '../workflows/workflow-sources.ts';
import { bundling } from './bundling.ts';
import { leaveOutChannels } from './channels-off.ts';
import { type ChosenProviders, chosenProviders, providerLists } from './chosen-providers.ts';
import { leaveOut } from './leave-out.ts';

/** Where bundles lie in a synthesis: one folder a handler with its `index.js`, and the `metafile.json` of them all. */
const bundlesFolder = 'bundles';
/** The file beside that one which says for which providers and channels they were made. */
const choiceFile = 'choice.json';

/**
 * The folder of the workflows that are bundled, whose messages go by which providers, which channels the stage has off, and which handlers; absent: every
 * provider, no channel, every handler. Source maps are written beside bundles unless it says that nobody will read them, which spares a third.
 */
export type BuildChoice = {
  workflows: string;
  providers?: ChosenProviders;
  channelsOff?: readonly OptionalChannel[];
  only?: readonly string[];
  withoutMaps?: boolean;
};

/** Lists the handlers of a project: paths under `lambdas/` without their ending, in order. */
export function listHandlers(project: string): string[] {
  const files = globSync(`**/*${ending}`, { cwd: join(project, 'lambdas'), exclude: (path) => path === 'shell' });
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

/**
 * Bundles handlers of a project, with the workflows of a folder, with one call of esbuild, into `bundles/` of `outdir`; answers that folder.
 * Why one call: docs/decisions/0001. Nothing of CDK is needed, so that the local system can do it while it runs.
 * @throws OwnerError when a handler does not bundle, with esbuild's message.
 */
export async function buildHandlers(project: string, outdir: string, choice: BuildChoice): Promise<string> {
  const folder = join(outdir, bundlesFolder);
  await rm(folder, { recursive: true, force: true });

  const { providers = {}, channelsOff = [] } = choice;
  const { metafile } = await build(handlersBuild(project, outdir, choice)).catch(explain);
  await writeFile(join(folder, 'metafile.json'), JSON.stringify(metafile));
  await writeFile(join(folder, choiceFile), JSON.stringify({ providers, channelsOff }));
  return folder;
}

/** How esbuild is told to do so. */
export function handlersBuild(
  project: string,
  outdir: string,
  { workflows, providers = {}, channelsOff = [], only = listHandlers(project), withoutMaps = false }: BuildChoice,
) {
  return {
    ...bundling,
    ...(withoutMaps && { sourcemap: false }),
    plugins: [
      chosenProviders(providers),
      leaveOutChannels(channelsOff),
      workflowSources(workflows),
      workflowList(outdir),
      leaveOut(project),
    ],
    absWorkingDir: project,
    entryPoints: only.map((handler) => ({ in: join(project, 'lambdas', handler + ending), out: `${handler}/index` })),
    outdir: join(outdir, bundlesFolder),
  } satisfies BuildOptions;
}

/** Lists the handlers of which the bundles in a folder are others than these providers and channels make. */
export function handlersOfOtherChoice(
  project: string,
  folder: string,
  { providers = {}, channelsOff = [] }: Pick<BuildChoice, 'providers' | 'channelsOff'>,
): string[] {
  const made: unknown = JSON.parse(readFileSync(join(folder, choiceFile), 'utf8'));
  if (isDeepStrictEqual(made, { providers, channelsOff })) return [];
  return isDeepStrictEqual(made, { ...Object(made), channelsOff }) ? handlersWithProviders(folder) : listHandlers(project);
}

/** Lists the handlers among the bundles of a folder that depend on which providers were chosen. */
function handlersWithProviders(folder: string): string[] {
  return handlersWith(folder, (input) => providerLists.test(input));
}

/** Lists the handlers among the bundles of a folder that have a certain file in them, by its path in the project. */
export function handlersWith(folder: string, isWanted: (input: string) => boolean): string[] {
  const { outputs }: Metafile = JSON.parse(readFileSync(join(folder, 'metafile.json'), 'utf8'));
  return Object.entries(outputs).flatMap(([path, { entryPoint, inputs }]) => {
    const [, handler] = /^lambdas\/(.*)\.[jt]s$/.exec(entryPoint ?? '') ?? [];
    return handler !== undefined && path.endsWith('.js') && Object.keys(inputs).some(isWanted) ? [handler] : [];
  });
}

/** @throws OwnerError with esbuild's message, when that is what it is. */
export function explain(error: unknown): never {
  if (error instanceof Error && 'errors' in error)
    throw new OwnerError(`the handlers do not bundle: ${error.message}`, { cause: error });
  throw error;
}
