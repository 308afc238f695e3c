import { readFileSync } from 'node:fs';

/** What a process and all below it have taken of processors so far, those that have ended included, in ms; nothing where there is no `/proc`. */
export function cpuMsOfTree(pid: number): number | undefined {
  const stat = fieldsOf(pid);
  if (stat === undefined) return undefined;
  // fields 14 to 17 of proc_pid_stat(5): its own time, and that of children that have ended; a tick is 10 ms on every Linux
  const ticks = stat.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return childrenOf(pid).reduce((sum, child) => sum + (cpuMsOfTree(child) ?? 0), ticks * 10);
}

/** How much memory a child of this name holds, in MB; nothing when there is none. */
export function memoryMbOfChild(pid: number, name: string): number | undefined {
  const child = childrenOf(pid).find((each) => read(`/proc/${each}/comm`)?.trim() === name);
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(child === undefined ? '' : (read(`/proc/${child}/status`) ?? '')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** The fields behind a process's name, the state first. */
function fieldsOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function childrenOf(pid: number): number[] {
  return (read(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // no such process any more, or no such system
  }
}
