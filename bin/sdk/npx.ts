import { spawnSync } from 'node:child_process';

/**
 * Runs a program of npm's without installing it here, and shows what it prints.
 * @throws Error when it fails.
 */
export function npx(args: readonly string[], { cwd, quietly = false }: { cwd: string; quietly?: boolean }): void {
  const stdio = ['ignore', quietly ? 'ignore' : 'inherit', 'inherit'] as const;
  const isWindows = process.platform === 'win32'; // a command file there, which needs a shell
  const { status, error } = spawnSync('npx', ['--yes', ...args], { cwd, stdio: [...stdio], shell: isWindows });
  if (status !== 0) throw new Error(`npx ${args[0]} failed`, { cause: error });
}
