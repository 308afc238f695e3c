import { type ChildProcess, spawn } from 'node:child_process';

const limitSeconds = 480; // .ci/run must end within ten minutes, installing included, with a reason rather than with a kill from outside
const hasGroups = process.platform !== 'win32';
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopAll(signal));

/** How a tool ended; `code` is missing when it was killed. */
export type ToolEnd = { code?: number; output: string; seconds: number };

/**
 * Runs a Node program and collects what it prints, or shows it as it comes.
 * It leads a process group of its own, so that what it started ends with it when we are stopped.
 */
export async function runTool(argv: string[], { showing = false } = {}): Promise<ToolEnd> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', showing ? 'inherit' : 'pipe', showing ? 'inherit' : 'pipe'],
    detached: hasGroups,
    env: environment(),
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const timer = setTimeout(() => {
    output += `\nstopped: it did not end within ${limitSeconds} seconds\n`;
    stop(child, 'SIGKILL');
  }, limitSeconds * 1000);

  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));

  clearTimeout(timer);
  running.delete(child);
  const seconds = (performance.now() - startedAt) / 1000;
  return { output, seconds, ...(code === null ? {} : { code }) };
}

/** Colours where a person looks. One variable says so, because Node warns when it finds both. */
function environment(): NodeJS.ProcessEnv {
  const { NO_COLOR, ...env } = process.env;
  return { ...env, FORCE_COLOR: process.stdout.isTTY && !NO_COLOR ? '1' : '0' };
}

function stopAll(signal: NodeJS.Signals): void {
  for (const child of running) stop(child, signal);
  process.kill(process.pid, signal); // our handler is gone by now: this ends us
}

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(hasGroups ? -child.pid : child.pid, signal);
  } catch {
    // it ended by itself in the meantime
  }
}
