import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stop as stopEsbuild } from 'esbuild';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { editedHandlers, type KeptBuild, keepBuildingHandlers } from '../../lib/handlers/keep-building-handlers.ts';
import { sources } from '../../lib/places.ts';
import { requireFiles } from '../../lib/workflows/check-workflows.ts';
import { workflowListName } from '../../lib/workflows/workflow-list.ts';
import { ownersFiles } from '../../lib/workflows/workflow-sources.ts';
import { readWorkflows } from '../lists/workflows.ts';
import type { Stoppable } from '../stopping.ts';
import { keepCheck } from './kept-check.ts';
import { keptWhileUsed, type Later } from './kept-while-used.ts';
import { changedFiles, templateFiles } from './template-files.ts';
import { lookAt } from './watch-folder.ts';

/** How long after the last edit builds are given up, and with them some 500 MB: making them anew costs the next edit half a second. */
const idleMs = 5 * 60_000;

/** How often an edit is begun again because files changed under it: a folder that never rests is no edit. */
const mostTries = 5;

/** The file that lists the e-mail templates, and the others of the owner's that functions begin with. */
const emails = 'emails.ts';
const others = ownersFiles.filter((file) => file !== emails);

/** Where the workflows lie, where what is made of them goes, and the syntheses of which the running functions are, that of the start first. */
export type EditedPlaces = { folder: string; dataFolder: string; syntheses: readonly string[] };

/** What an edit came to: bundles, and the workflows in them. */
export type Edited = { bundles: string; workflows: WorkflowAnswer[] };

/** The builds of edited workflows: nothing is made before the first edit, and what that one has read is kept for those after it. */
export type EditedBuilds = Stoppable & {
  /** @throws Error with what is wrong, by file and line or by workflow and field. */
  build(signal: AbortSignal): Promise<Edited>;
};

/**
 * Builds the functions that have workflows in them, with the workflows as they are now, and checks these at the same time. CDK, which would take
 * seconds, is not asked: an edited workflow changes bundles and never the template. Why builds are kept: docs/decisions/0362.
 */
export function editedBuilds({ folder, dataFolder, syntheses }: EditedPlaces, later?: Later): EditedBuilds {
  const outdir = join(dataFolder, 'edited');
  let running = listIn(syntheses[0] ?? ''); // the list that the running functions have
  const builds = keptWhileUsed({
    open: () => openBuilds({ folder, outdir, syntheses, running }),
    close: (opened) => opened.end(),
    idleMs,
    ...(later && { later }),
  });

  async function build({ run }: OpenBuilds, signal: AbortSignal): Promise<Edited> {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const seen = lookAt(folder);
      requireFiles(folder);
      await run(signal, seen);
      if (lookAt(folder) !== seen) continue; // what was saved meanwhile may be in one bundle, and not in another or in what was checked
      running = listIn(outdir);
      return { bundles: join(outdir, 'bundles'), workflows: readWorkflows(outdir) };
    }
    throw new Error(`${folder} was edited again and again while it was built`);
  }

  return { build: (signal) => builds.use((opened) => build(opened, signal)), stop: builds.stop };
}

/** `seen` is how the folder looks: what is built is that, or newer. */
type OpenBuilds = { run(signal: AbortSignal, seen: string): Promise<void>; end(): Promise<void> };
type Opening = Omit<EditedPlaces, 'dataFolder'> & { outdir: string; running: string | undefined };

async function openBuilds({ folder, outdir, syntheses, running }: Opening): Promise<OpenBuilds> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const bundles = syntheses.map((synthesis) => join(synthesis, 'bundles'));
  const { withWorkflows, withEmails, withList, listAlone } = editedHandlers(sources, bundles);
  // by every provider: whichever the running system sends by is among them
  const keep = (only: readonly string[]) => keepBuildingHandlers(sources, outdir, { workflows: folder, only, withoutMaps: true });
  const check = await keepCheck(folder, outdir);
  const handlers = await keep(withWorkflows);
  let templates: KeptBuild | undefined;
  let whole: { seen: string; ofTemplates: ReadonlySet<string> } | undefined; // when all functions were built
  let lists: KeptBuild | undefined;
  let listed = running;

  async function buildHandlers(seen: string): Promise<void> {
    const changed = whole && changedFiles(whole.seen, seen);
    if (withEmails.length > 0 && changed?.every((file) => whole?.ofTemplates.has(file))) {
      templates ??= await keep(withEmails);
      return await templates.run();
    }
    whole = undefined;
    return await handlers.run();
  }

  async function buildLists(): Promise<void> {
    const list = listIn(outdir);
    if (listAlone && list === listed) return;
    lists ??= await keep(withList);
    await lists.run();
    listed = list;
  }

  return {
    async run(signal, seen) {
      const building = buildHandlers(seen); // beside the check: nobody runs it before that has passed
      building.catch(() => {}); // the check finds the same, in better words, and is waited for first
      const imports = await check.run(signal);
      await Promise.all([building, buildLists()]);
      whole ??= { seen, ofTemplates: templateFiles(imports, { folder: realpathSync(folder), emails, others }) };
    },
    async end() {
      await Promise.all([check.end(), handlers.end(), templates?.end(), lists?.end()]);
      await stopEsbuild(); // nothing else in this process builds
    },
  };
}

function listIn(folder: string): string | undefined {
  const file = join(folder, workflowListName);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
