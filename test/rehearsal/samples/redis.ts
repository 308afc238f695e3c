import { execFileSync } from 'node:child_process';
import { freePort } from '../../../local/ports.ts';
import { CannotRehearse } from '../python-environment.ts';
import { startLine } from '../sam/running-line.ts';

/**
 * Starts a Redis on 127.0.0.1 that keeps nothing on disk.
 * @throws CannotRehearse when the machine has none.
 */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
  } catch (error) {
    throw new CannotRehearse(
      'this sample needs Redis. Debian and Ubuntu: sudo apt-get install redis-server; macOS: brew install redis',
      {
        cause: error,
      },
    );
  }
  const port = await freePort();
  const line = `exec redis-server --bind 127.0.0.1 --port ${port} --save '' --appendonly no`;
  const { stop } = await startLine(line, process.env, /Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}/0`, stop };
}
