import { spawn } from 'node:child_process';

/** A line of the page that goes on until it is stopped. */
export type RunningLine = { printed(): string; stop(): Promise<void> };

const patienceMs = 180_000; // the first start synthesizes, on two busy cores

/**
 * Starts a line in a shell at the project's root, and waits until it has printed that it is ready.
 * @throws Error with what it has printed when it ends before, or is not ready in three minutes.
 */
export async function startLine(line: string, env: NodeJS.ProcessEnv, isReady: RegExp): Promise<RunningLine> {
  const child = spawn(line, { shell: true, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const end = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
  };
  const kill = () => end('SIGKILL');
  process.once('exit', kill);

  const ready = new Promise<void>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`"${line}" is not ready after ${patienceMs / 1000} s:\n${printed}`)),
      patienceMs,
    );
    const hear = (chunk: Buffer) => {
      printed += chunk;
      if (!isReady.test(printed)) return;
      clearTimeout(timer);
      done();
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
    void closed.then(() => fail(new Error(`"${line}" ended:\n${printed}`)));
  });
  const stop = async () => {
    end('SIGINT');
    await closed;
    process.off('exit', kill);
  };
  await ready.catch(async (error) => {
    kill();
    await closed;
    throw error;
  });
  return { printed: () => printed, stop };
}
