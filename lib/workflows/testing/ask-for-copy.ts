import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFile } from '../../places.ts';

const program = sourceFile('lib/workflows/testing/write-copy');

/** The oldest Node that runs the program as it stands. */
const oldestNode = 24;
const mostBytes = 64 * 1024 * 1024;

/**
 * Asks for what workflows say, in a process of its own: it bundles them as a deploy does, so that it is no matter what the test runner makes of
 * TypeScript and React. It waits, as some runners take tests only at once.
 * @throws Error with what is wrong with the workflows, or with what was asked.
 */
export function askForCopy(order: object | undefined, config: string | undefined): unknown {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) throw new Error(`bellhop/testing needs Node ${oldestNode}; this is ${process.version}`);
  const named = config ?? process.env.BELLHOP_CONFIG ?? findUpwards('bellhop.config.ts', process.cwd());
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, JSON.stringify(order ?? null)], {
    encoding: 'utf8',
    maxBuffer: mostBytes,
    // a runner's own flags, and the folder that npm was typed in, are not for it
    env: { ...process.env, NODE_OPTIONS: '', INIT_CWD: process.cwd(), ...(named !== undefined && { BELLHOP_CONFIG: named }) },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim() || `the workflows could not be read: exit code ${status}`);
  return JSON.parse(stdout);
}

function findUpwards(name: string, folder: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : findUpwards(name, dirname(folder));
}
