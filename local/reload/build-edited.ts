import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sourceFile } from '../../lib/places.ts';
import { readWorkflows } from '../lists/workflows.ts';
import { endWithUs } from '../processes.ts';

const program = sourceFile('local/reload/build-workflows');

/** Beyond any build: an owner's file that never ends must not end the watch. */
const patienceMs = 60_000;

/**
 * Builds the functions that have workflows in them, with the workflows as they are now. CDK, which would take seconds, is not asked: an edited
 * workflow changes bundles and never the template. In a process of its own, since it runs what the owner has written. `built`: the bundles of all
 * functions, of which it reads which these are.
 * @throws Error with what is wrong, by file and line or by workflow and field.
 */
export async function buildEdited(
  { dataFolder, built }: { dataFolder: string; built: string },
  signal: AbortSignal,
): Promise<{ bundles: string; workflows: WorkflowAnswer[] }> {
  const outdir = join(dataFolder, 'edited');
  const building = promisify(execFile)(process.execPath, [program, outdir, built], {
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: patienceMs,
    signal,
  });
  endWithUs(building.child);
  try {
    await building;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(said || `building them did not end within ${patienceMs / 1000} s`, { cause: error });
  }
  return { bundles: join(outdir, 'bundles'), workflows: readWorkflows(outdir) };
}
