import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownersFolder } from '../../lib/places.ts';

/** Runs a program of Node's in the owner's folder, with our own input and output, and answers its exit code. */
export async function runNode(argv: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, argv, { cwd: ownersFolder, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1; // by a signal
}
