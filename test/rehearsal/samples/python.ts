import { resolve } from 'node:path';
import { runLine } from '../command.ts';
import { pythonEnvironment } from '../python-environment.ts';

/** The Python that has what the samples in Python need, all of them together. */
export function samplesPython(): Promise<string> {
  return pythonEnvironment({ command: 'this sample', name: 'samples', requirements: 'samples/packages/requirements.txt' });
}

/** An environment in which Python leaves nothing behind in the project, and finds the package `bellhop`. */
export function pythonSettings(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1', PYTHONPATH: resolve('sdk/python'), ...more };
}

/** Runs Python in a folder of samples/; gives what it printed. */
export async function runPython(folder: string, words: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
  return runLine(`cd "samples/${folder}" && "${await samplesPython()}" ${words}`, pythonSettings(more));
}
