import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The operator's command line of a copy of the project, loaded once: `url` is where ask-operator.mjs has it run. */
export type Operator = { url: string; stop(): void };

/** Starts it. */
export async function startOperator(project: string): Promise<Operator> {
  const program = join(project, 'test/journeys/shared/operator-process.ts');
  const child = fork(program, { cwd: project, execArgv: [], env: { ...process.env, NODE_OPTIONS: '' } });
  const url = await new Promise<string>((done, fail) => {
    child.once('message', (message) => done(String(message)));
    child.once('exit', (code) => fail(new Error(`the command line ended with ${code} before it was ready`)));
  });
  return { url, stop: () => void child.kill('SIGKILL') };
}
