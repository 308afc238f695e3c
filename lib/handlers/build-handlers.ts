import { globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { OwnerError } from '../settings/owner-error.ts';
import { workflowList } from '../workflows/workflow-list.ts';
import { workflowSources } from '../workflows/workflow-sources.ts';
import { bundling } from './bundling.ts';
import { leaveOut } from './leave-out.ts';

/** Where bundles lie in a synthesis: one folder a handler with its `index.js`, and the `metafile.json` of them all. */
const bundlesFolder = 'bundles';

/** Lists the handlers of a project: paths under `lambdas/` without their ending, in order. */
export function listHandlers(project: string): string[] {
  const files = globSync('**/*.ts', { cwd: join(project, 'lambdas'), exclude: (path) => path === 'shell' });
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

/**
 * Bundles every handler of a project, with the workflows of a folder, with one call of esbuild, into `bundles/` of `outdir`; answers that folder.
 * Why one call: docs/decisions/0001. Nothing of CDK is needed, so that the local system can do it while it runs.
 * @throws OwnerError when a handler does not bundle, with esbuild's message.
 */
export async function buildHandlers(project: string, outdir: string, workflows: string): Promise<string> {
  const folder = join(outdir, bundlesFolder);
  await rm(folder, { recursive: true, force: true });

  const entryPoints = listHandlers(project).map((handler) => ({
    in: join(project, 'lambdas', `${handler}.ts`),
    out: `${handler}/index`,
  }));
  const { metafile } = await build({
    ...bundling,
    plugins: [workflowSources(workflows), workflowList(outdir), leaveOut(project)],
    absWorkingDir: project,
    entryPoints,
    outdir: folder,
  }).catch(explain);
  await writeFile(join(folder, 'metafile.json'), JSON.stringify(metafile));
  return folder;
}

function explain(error: unknown): never {
  if (error instanceof Error && 'errors' in error)
    throw new OwnerError(`the handlers do not bundle: ${error.message}`, { cause: error });
  throw error;
}
