import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = join(import.meta.dirname, '../../create/create.mjs');

/** Runs `npm create bellhop` as npm would, or `manager`; gives what it printed. */
export async function runCreate(args: readonly string[], { cwd, manager = 'npm' }: { cwd: string; manager?: 'npm' | 'pnpm' }) {
  const env = { PATH: process.env.PATH, npm_config_user_agent: `${manager}/11.0.0 node/v24.0.0 linux x64` };
  return promisify(execFile)(process.execPath, [program, ...args], { cwd, env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}
