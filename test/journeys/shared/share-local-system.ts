import { fork } from 'node:child_process';
import { join } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { callsTo, type Place } from '../local-system.ts';

/** A system that is shared by files of journeys, and begins anew for each of them. */
export type SharedLocalSystem = Awaited<ReturnType<typeof shareLocalSystem>>;

/** Outlives what a test file has loaded: a process of jest runs many, one after the other. */
const known = 'bellhop.shared-system';

/** The system of this process of jest, as after a start with an empty data folder. It ends with the process. */
export async function shareLocalSystem() {
  const control = String(getEnvironmentData(known) ?? (await startShared()));
  setEnvironmentData(known, control);

  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(control + path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`the shared system could not do ${path}: ${await answer.text()}`);
    return answer.json();
  };
  const place: Place = await ask('/begin-anew');
  const invoke = (name: string, event: unknown): Promise<unknown> => ask('/invoke', { name, event });
  return { ...callsTo(place), system: { ...place, invoke }, dataFolder: place.dataFolder };
}

/** Starts the system in a process of its own; answers where it is told to begin anew. */
async function startShared(): Promise<string> {
  const child = fork(join(import.meta.dirname, 'shared-system.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'], // the queue emulator stands on node:sqlite
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const control = await new Promise<string>((done, fail) => {
    child.once('message', (url) => done(String(url)));
    child.once('exit', (code) => fail(new Error(`the shared system ended with ${code} before it was ready`)));
  });
  child.removeAllListeners();
  child.unref();
  child.channel?.unref(); // it ends when this channel does
  return control;
}
