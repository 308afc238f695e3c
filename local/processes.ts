import { type ChildProcess, execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** Which process, and when it began: pids are used again, so a pid alone could name a stranger. */
const ProcessMark = z.object({ pid: z.int().positive(), startedAt: z.string() });
export type ProcessMark = z.infer<typeof ProcessMark>;

/** The mark of a running process, or nothing when there is none with that pid. */
export function markOf(pid: number): ProcessMark | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return startedAt ? { pid, startedAt } : undefined;
}

/** Whether the process with this mark is still running. */
export function isRunning(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.startedAt === mark.startedAt;
}

/** Leaves a process's mark in a file, for a later start to find. */
export function writeMark(file: string, pid: number): void {
  const mark = markOf(pid);
  if (mark) writeFileSync(file, JSON.stringify(mark));
}

/** The mark in a file; nothing when the file is absent or was cut short by a crash. */
export function readMark(file: string): ProcessMark | undefined {
  try {
    return ProcessMark.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined; // no file, or half a file: either way nobody can be named
  }
}

/** Ends the process that an earlier start left behind, if it is still that one; answers once it is gone. */
export async function endLeftOver(file: string): Promise<void> {
  const mark = readMark(file);
  while (mark && isRunning(mark)) {
    process.kill(mark.pid, 'SIGKILL');
    await sleep(10);
  }
  rmSync(file, { force: true });
}

/** Makes a child end when this process exits, on whatever way but `kill -9`. */
export function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** Field 22 of `/proc/<pid>/stat`; a zombie has ended, whatever its parent knows. Fields: proc_pid_stat(5). */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return afterName[0] === 'Z' ? undefined : afterName[19];
  } catch {
    return undefined; // no such process
  }
}

function startElsewhere(pid: number): string | undefined {
  const [command, args] =
    process.platform === 'win32'
      ? ['powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]]
      : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
  try {
    return (
      execFileSync(command as string, args as string[], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    );
  } catch {
    return undefined; // no such process
  }
}
