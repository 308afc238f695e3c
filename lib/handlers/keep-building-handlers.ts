import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { context } from 'esbuild';
import { type BuildChoice, explain, handlersBuild, handlersWith, listHandlers } from './build-handlers.ts';

/** A build that is kept: what did not change since it ran last is not parsed again. It holds its sources in memory until `end`. */
export type KeptBuild = { run(): Promise<void>; end(): Promise<void> };

/** Bundles handlers as `buildHandlers` does, into `bundles/` of `outdir`, whenever it is run. `run` throws what `buildHandlers` throws. */
export async function keepBuildingHandlers(project: string, outdir: string, choice: BuildChoice): Promise<KeptBuild> {
  if (choice.only?.length === 0) return { run: async () => {}, end: async () => {} };
  const kept = await context({ ...handlersBuild(project, outdir, choice), metafile: false });
  let running: Promise<unknown> = Promise.resolve();
  return {
    async run() {
      running = running.catch(() => {}).then(() => kept.rebuild()); // esbuild answers a second call by what the first had read
      await running.catch(explain);
    },
    async end() {
      await running.catch(() => {});
      await kept.dispose();
    },
  };
}

/**
 * The handlers that an edit of workflows may change: those that have workflows in them, of which some have e-mail templates, and those that have the
 * list of workflows, in which case `listAlone` says that they have nothing else of them.
 */
export type EditedHandlers = { withWorkflows: string[]; withEmails: string[]; withList: string[]; listAlone: boolean };

/** Finds them by what folders of bundles say. A start with other settings makes some of the bundles anew, in a folder beside that of the others. */
export function editedHandlers(project: string, folders: readonly string[]): EditedHandlers {
  const known = folders.filter((folder) => existsSync(join(folder, 'metafile.json')));
  const all = listHandlers(project);
  if (known.length === 0) return { withWorkflows: [], withEmails: [], withList: all, listAlone: false };
  const find = (isWanted: (input: string) => boolean) => {
    const found = new Set(known.flatMap((folder) => handlersWith(folder, isWanted)));
    return all.filter((handler) => found.has(handler)); // a folder may be of an earlier version
  };
  const isList = (input: string) => /^workflows\/listed-workflows\.[jt]s$/.test(input);
  const withList = find(isList);
  const having = find((input) => input.startsWith('workflows/') && !isList(input)); // the owner's own are never without ours around them
  return {
    withWorkflows: having.filter((handler) => !withList.includes(handler)),
    withEmails: find((input) => /(^|\/)emails\.ts$/.test(input)).filter((handler) => !withList.includes(handler)),
    withList,
    listAlone: !withList.some((handler) => having.includes(handler)),
  };
}
