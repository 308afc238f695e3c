import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CannotDo } from '../cannot-do.ts';

/**
 * Takes a file for this process until it ends. Two runs of one file would keep one place in it.
 * @throws CannotDo when another process of this machine is at it, or nothing can be kept beside it.
 */
export function takeFile(path: string): void {
  const mark = `${path}.place.pid`;
  const holder = holderOf(mark);
  if (holder !== undefined && isAlive(holder))
    throw new CannotDo(
      `${path} is being worked off by process ${holder}: wait until it ends, or stop it. If that is another program, remove ${mark}`,
    );
  try {
    writeFileSync(mark, String(process.pid));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CannotDo(`how far a file is done is kept beside it, and that cannot be: ${why}`, { cause });
  }
  process.once('exit', () => rmSync(mark, { force: true }));
}

/** The other process that has taken it, or had when it was killed. */
function holderOf(mark: string): number | undefined {
  try {
    const pid = Number(readFileSync(mark, 'utf8'));
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid ? pid : undefined;
  } catch {
    return undefined; // nobody has
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return Object(error).code === 'EPERM'; // another user's
  }
}
