import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ownersFolder, sourceFile } from '../../lib/places.ts';
import type { Ask, Tell, ThrownError } from './messages.ts';

/** A function as it is deployed: its bundle, its environment, its limits. */
export type FunctionDesign = {
  name: string;
  arn: string;
  /** The bundle's `index.js`. */
  bundle: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  /** Whether it may run any number of times in one chain of messages; Lambda stops it after 16 otherwise. */
  mayRecur?: boolean;
  /** Where its output goes; absent: into the terminal. */
  logFile?: string;
};

/** The function did not answer: its handler threw, its time ran out, or its process ended under it. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
  readonly why: 'threw' | 'timed-out' | 'ended';

  constructor(why: FunctionFailed['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/** One process that runs a function, one event at a time, as one Lambda execution environment does. */
export type FunctionProcess = {
  readonly alive: boolean;
  /** Ends when it is ready for its first event, or has failed to be; it never throws. */
  readonly started: Promise<void>;
  /** What its events have taken of a processor, in milliseconds; what one took that did not end is not known. */
  readonly cpuMs: number;
  /** `traceHeader` is the run's, when messages caused it. Throws FunctionFailed. */
  invoke(event: unknown, traceHeader?: string): Promise<unknown>;
  /** Ends the process at once, mid-event if it is in one; answers when it is gone. */
  kill(): Promise<void>;
};

const runner = sourceFile('local/functions/runner');

/** Where Node keeps the runner as JavaScript: taking its types away costs each process 40 ms of its 100 (measured). */
const compiledFolder = join(ownersFolder, '.bellhop', 'compiled');

/** Starts a process for a function. Loading the bundle is not yet counted against the function's time, as on Lambda. */
export function startFunctionProcess(design: FunctionDesign): FunctionProcess {
  const child = launch(design);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const loaded = firstWord(child);
  let cpuMs = 0;
  child.on('message', (word: Tell) => {
    if ('cpuMs' in word) cpuMs += word.cpuMs;
  });
  loaded.catch(() => {}); // told to whoever invokes; a process killed before its first event has nobody to tell

  return {
    started: loaded.catch(() => {}),
    get alive() {
      return child.exitCode === null && child.signalCode === null && child.connected && !child.killed; // killed: soon gone
    },
    get cpuMs() {
      return cpuMs;
    },
    async invoke(event, traceHeader) {
      await loaded;
      return await ask(child, { event, ...(traceHeader !== undefined && { traceHeader }) }, design);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function launch({ bundle, arn, environment, logFile }: FunctionDesign): ChildProcess {
  const output = logFile === undefined ? 'inherit' : openSync(logFile, 'a');
  const child = fork(runner, [bundle, arn], {
    execPath: process.execPath,
    execArgv: [], // the flags of whoever starts us (a test runner's, say) are not Lambda's
    env: { ...environment, NODE_COMPILE_CACHE: compiledFolder },
    stdio: ['ignore', output, output, 'ipc'],
  });
  if (typeof output === 'number') closeSync(output);
  return child;
}

function firstWord(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    child.once('message', (word: Tell) => {
      if (word.type === 'ready') return done();
      const why = word.type === 'broken' ? describe(word.error) : 'it spoke before it was ready';
      child.kill('SIGKILL');
      fail(new FunctionFailed('ended', `the bundle could not be loaded: ${why}`));
    });
    child.once('error', (error) => fail(new FunctionFailed('ended', `the process could not be started: ${error.message}`)));
    child.once('close', () => fail(new FunctionFailed('ended', 'the process ended while it was loading')));
  });
}

function ask(
  child: ChildProcess,
  run: Pick<Ask, 'event' | 'traceHeader'>,
  { timeoutSeconds, logFile }: FunctionDesign,
): Promise<unknown> {
  const requestId = randomUUID();
  return new Promise((done, fail) => {
    const timer = setTimeout(() => finish(() => fail(timedOut())), timeoutSeconds * 1000);
    const finish = (then: () => void) => {
      clearTimeout(timer);
      child.off('message', receive).off('close', leave);
      then();
    };
    const receive = (word: Tell) => {
      if (word.type === 'answered') finish(() => done(word.payload));
      if (word.type === 'threw') finish(() => fail(new FunctionFailed('threw', describe(word.error))));
    };
    const leave = () => finish(() => fail(new FunctionFailed('ended', 'the process ended before it answered')));
    const timedOut = () => {
      child.kill('SIGKILL');
      const message = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      if (logFile) appendFileSync(logFile, `${new Date().toISOString()} ${requestId} ${message}\n`);
      return new FunctionFailed('timed-out', message);
    };
    child.on('message', receive).once('close', leave);
    if (!child.connected) return leave();
    child.send({ requestId, ...run, deadlineEpochMs: Date.now() + timeoutSeconds * 1000 } satisfies Ask, (error) => {
      if (error) leave();
    });
  });
}

function describe({ errorType, errorMessage }: ThrownError): string {
  return `${errorType}: ${errorMessage}`;
}
