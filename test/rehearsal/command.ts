import { spawn } from 'node:child_process';

const limitMs = 240_000; // a deployment on two busy cores takes half a minute

/**
 * Runs a line in a shell at the project's root, or in the folder `cwd`, as a reader of the page would, and gives what it printed.
 * @throws Error with its telling lines when it fails, or does not end in four minutes.
 */
export async function runLine(line: string, env: NodeJS.ProcessEnv, cwd?: string): Promise<string> {
  const child = spawn(line, { shell: true, cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.pid !== undefined && isGroupThere(child.pid) && process.kill(-child.pid, 'SIGKILL');
  process.once('exit', end);
  const timer = setTimeout(end, limitMs);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearTimeout(timer);
  process.off('exit', end);
  if (code !== 0) throw new Error(`"${line}" ended with ${code ?? 'a signal'}:\n${tellingLines(printed)}`);
  return printed;
}

function isGroupThere(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

/** What a person would look at first: lines that speak of failure, else the last ones. */
function tellingLines(printed: string): string {
  const lines = printed.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /FAILED|error|fail|missing|refused|unknown/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-8).join('\n');
}

let turn: Promise<unknown> = Promise.resolve();

/** Does work of the CDK command line, one at a time: two would write into one output folder, which it forbids. */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}
