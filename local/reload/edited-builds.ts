import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { context } from 'esbuild';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { handlersWithWorkflows, type KeptBuild, keepBuildingHandlers } from '../../lib/handlers/build-handlers.ts';
import { sourceFile, sources } from '../../lib/places.ts';
import { catalogueBuild, explainFault, requireFiles } from '../../lib/workflows/check-workflows.ts';
import { readWorkflows } from '../lists/workflows.ts';
import { endWithUs } from '../processes.ts';
import type { Stoppable } from '../stopping.ts';

const program = sourceFile('local/reload/check-edited');

/** Beyond any check: an owner's file that never ends must not end the watch. */
const patienceMs = 60_000;

/** Where the workflows lie, where what is made of them goes, and the bundles of all functions, of which it reads which have workflows in them. */
export type EditedPlaces = { folder: string; dataFolder: string; built: string };

/** What an edit came to: bundles, and the workflows in them. */
export type Edited = { bundles: string; workflows: WorkflowAnswer[] };

/** The builds of edited workflows: nothing is made before the first edit, and what that one has read is kept for those after it. */
export type EditedBuilds = Stoppable & {
  /** @throws Error with what is wrong, by file and line or by workflow and field. */
  build(signal: AbortSignal): Promise<Edited>;
};

/**
 * Builds the functions that have workflows in them, with the workflows as they are now. CDK, which would take seconds, is not asked: an edited
 * workflow changes bundles and never the template. Why builds are kept: docs/decisions/0362.
 */
export function editedBuilds({ folder, dataFolder, built }: EditedPlaces): EditedBuilds {
  const outdir = join(dataFolder, 'edited');
  let kept: Promise<{ catalogue: KeptBuild; handlers: KeptBuild }> | undefined;

  async function open() {
    mkdirSync(outdir, { recursive: true });
    // by every provider: whichever the running system sends by is among them
    const only = existsSync(join(built, 'metafile.json')) ? { only: handlersWithWorkflows(built) } : {};
    const choice = { workflows: folder, ...only, withoutMaps: true };
    return { catalogue: await keepCatalogue(folder, outdir), handlers: await keepBuildingHandlers(sources, outdir, choice) };
  }

  return {
    async build(signal) {
      requireFiles(folder);
      kept ??= open().catch((error) => {
        kept = undefined; // the next edit tries again
        throw error;
      });
      const { catalogue, handlers } = await kept;
      await catalogue.run();
      await check(folder, outdir, signal);
      await handlers.run();
      return { bundles: join(outdir, 'bundles'), workflows: readWorkflows(outdir) };
    },
    async stop() {
      const builds = await kept?.catch(() => undefined); // whoever has built was told
      await Promise.all([builds?.catalogue.end(), builds?.handlers.end()]);
    },
  };
}

async function keepCatalogue(folder: string, outdir: string): Promise<KeptBuild> {
  const kept = await context({ ...catalogueBuild(folder, outdir), metafile: false });
  return {
    async run() {
      await kept.rebuild().catch((error) => explainFault(error, folder));
    },
    end: () => kept.dispose(),
  };
}

/** Checks in a process of its own, since it runs what the owner has written. */
async function check(folder: string, outdir: string, signal: AbortSignal): Promise<void> {
  const checking = promisify(execFile)(process.execPath, [program, folder, outdir], {
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: patienceMs,
    signal,
  });
  endWithUs(checking.child);
  try {
    await checking;
  } catch (error) {
    const said = String(Object(error).stderr ?? '').trim();
    throw new Error(said || `checking them did not end within ${patienceMs / 1000} s`, { cause: error });
  }
}
