import { join } from 'node:path';
import * as z from 'zod';
import { sharedProcess } from '../../shared-process/shared-process.ts';

const Ended = z.object({ stdout: z.string(), stderr: z.string(), code: z.number() });

/**
 * Runs the operator's command line with exactly this environment, in a process that many command lines share.
 * @throws Error with its `code`, `stdout` and `stderr` when it fails, as `execFile` does.
 */
export async function runBellhop(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ stdout: string; stderr: string }> {
  const operator = await sharedProcess(join(import.meta.dirname, 'operator-process.ts'));
  const { code, ...printed } = Ended.parse(await operator('/run', { args, env }));
  if (code !== 0)
    throw Object.assign(new Error(`bellhop ${args.join(' ')} ended with ${code}\n${printed.stderr}`), { code, ...printed });
  return printed;
}
