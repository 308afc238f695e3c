import { fork } from 'node:child_process';
import { basename } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Asks a program for something, by its path; throws what it could not do. */
export type Ask = (path: string, body?: unknown) => Promise<unknown>;

/** Where the programs are that were started for all processes of jest: their addresses, by file. */
const startedForAll = 'BELLHOP_SHARED_PROCESSES';

/**
 * A program that answers calls (answer-calls.ts), started once for a process of jest, which runs many files one after the other:
 * once for each list of arguments. It ends with that process. `npm test` runs the files that call this in few processes of jest
 * (test/run/sequencer.mjs).
 */
export async function sharedProcess(file: string, args: readonly string[] = []): Promise<Ask> {
  const program = JSON.stringify([file, ...args]);
  const forAll: Record<string, string> = JSON.parse(process.env[startedForAll] ?? '{}');
  const found = forAll[file] ?? getEnvironmentData(program); // which outlives what a test file has loaded
  const control = String(found ?? (await start(file, args)));
  setEnvironmentData(program, control);

  return async (path, body) => {
    const answer = await fetch(control + path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${basename(file)} could not do ${path}: ${await answer.text()}`);
    return answer.json();
  };
}

/** Starts a program that answers everyone the same, for all processes that are started from here on; it ends with this one. */
export async function shareWithAll(file: string): Promise<void> {
  process.env[startedForAll] = JSON.stringify({ [file]: await start(file, []) });
}

/** Starts it; answers where it is asked. */
async function start(file: string, args: readonly string[]): Promise<string> {
  const child = fork(file, args, {
    execArgv: ['--disable-warning=ExperimentalWarning'], // the queue emulator stands on node:sqlite
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const control = await new Promise<string>((done, fail) => {
    child.once('message', (url) => done(String(url)));
    child.once('exit', (code) => fail(new Error(`${basename(file)} ended with ${code} before it was ready`)));
  });
  child.removeAllListeners();
  child.unref();
  child.channel?.unref(); // it ends when this channel does
  return control;
}
