import { existsSync, globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { bundling } from './bundling.ts';
import type { CodeOf } from './door.ts';
import { OwnerError } from './owner-error.ts';

/** Where bundles lie in a synthesis: one folder a door with its `index.js`, and the `metafile.json` of them all. */
const bundlesFolder = 'bundles';

/** The doors of a project: paths under `lambdas/` without their ending, in order. */
export function listDoors(project: string): string[] {
  const files = globSync('{http,queue,cron,event}/*.ts', { cwd: join(project, 'lambdas') });
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

/**
 * Bundles every door of a project with one call of esbuild, into `bundles/` of the synthesis.
 * Why one call: docs/decisions/0001.
 * @throws OwnerError when a door does not bundle, with esbuild's message.
 */
export async function bundleDoors(project: string, outdir: string): Promise<CodeOf> {
  const folder = join(outdir, bundlesFolder);
  const doors = listDoors(project);
  await rm(folder, { recursive: true, force: true });

  const entryPoints = doors.map((door) => ({ in: join(project, 'lambdas', `${door}.ts`), out: `${door}/index` }));
  const { metafile } = await build({ ...bundling, absWorkingDir: project, entryPoints, outdir: folder }).catch(explain);
  await writeFile(join(folder, 'metafile.json'), JSON.stringify(metafile));

  return (door) => codeIn(folder, door, doors);
}

/** The source maps stay here, for reading stack traces; functions would only load them. */
function codeIn(folder: string, door: string, doors: readonly string[]): Code {
  const bundle = join(folder, door);
  if (!existsSync(bundle))
    throw new OwnerError(
      `the stack has a function for lambdas/${door}.ts, but there is no such file; the doors are ${doors.join(', ') || 'none'}`,
    );

  return Code.fromAsset(bundle, { exclude: ['*.map'] });
}

function explain(error: unknown): never {
  if (error instanceof Error && 'errors' in error)
    throw new OwnerError(`the doors do not bundle: ${error.message}`, { cause: error });
  throw error;
}
