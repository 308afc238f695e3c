import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { OwnerError } from '../settings/owner-error.ts';
import { shippedWorkflows } from '../workflows/workflow-sources.ts';
import { buildDoors, listDoors } from './build-handlers.ts';
import type { CodeOf } from './handler-function.ts';

/**
 * Bundles every door of a project with the workflows of a folder into the synthesis, and answers each one's code.
 * @throws OwnerError when a door does not bundle, with esbuild's message.
 */
export async function bundleDoors(project: string, outdir: string, workflows = shippedWorkflows): Promise<CodeOf> {
  const folder = await buildDoors(project, outdir, workflows);
  const doors = listDoors(project);
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
