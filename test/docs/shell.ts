import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { portableTools } from './portable.ts';

/** A shell that blocks are pasted into, one after the other; `commands` are the programs that were called, with their arguments. */
export type Shell = {
  paste(text: string): Promise<string>;
  commands(): string[][];
  close(): void;
};

/** Programs that need what a test has not; they are noted down and answer something. */
const answered = ['aws', 'cdk', 'docker', 'git', 'npx', 'pip', 'python3', 'sam'];

/** Where a shell begins, with which environment, and which process runs Bellhop's own commands (start-operator.ts). */
export type Place = { cwd: string; env: NodeJS.ProcessEnv; operator: string };

/**
 * Opens `sh` with no programs but portable tools, `node`, and those that are only noted down. Of npm, what talks to the running system
 * goes through. A call of `curl` that is answered with an error status fails, and a command that fails ends the shell.
 */
export function openShell(folder: string, { cwd, env, operator }: Place): Shell {
  const programs = join(folder, 'programs');
  const calls = join(folder, 'calls');
  for (const each of [programs, calls]) mkdirSync(each, { recursive: true });
  writeFileSync(join(folder, '.curlrc'), 'fail-with-body\nshow-error\n');
  const note = (name: string) => `{ printf '%s\\0' ${name} "$@"; } > ${calls}/$$-${name}`;
  for (const name of [...portableTools, 'node', 'sh']) program(programs, name, [note(name), `exec ${pathOf(name)} "$@"`]);
  // what its script of package.json starts, without npm and the launcher: `npm start` has shown those
  const ask = `exec ${process.execPath} ${join(import.meta.dirname, 'ask-operator.mjs')} ${operator}`;
  const bellhop = (words: number) => `shift ${words}; ${ask} "$@"`;
  const ofBellhop = `case "$*" in 'run bellhop -- '*) ${bellhop(3)};; 'run -s bellhop -- '*) ${bellhop(4)};; esac`;
  program(programs, 'npm', [ofBellhop, note('npm')]);
  // one word, as most of what is asked for is a name; a log has a line to be found in
  for (const name of answered)
    program(programs, name, [note(name), `case "$*" in *tail*) echo '{"status":"500"}';; *) echo answer;; esac`]);

  const shell = spawn('/bin/sh', { cwd, env: { ...env, PATH: programs, HOME: folder, CURL_HOME: folder } });
  let pasted = 0;
  return {
    async paste(text) {
      pasted += 1;
      const file = join(folder, `block-${pasted}.sh`);
      writeFileSync(file, text);
      return answerOf(shell, `set -e; . ${file} </dev/null; set +e; echo "pasted ${pasted}"\n`, `pasted ${pasted}\n`);
    },
    commands: () => readdirSync(calls).map((file) => readFileSync(join(calls, file), 'utf8').split('\0').slice(0, -1)),
    close: () => void shell.kill('SIGKILL'),
  };
}

function program(folder: string, name: string, lines: string[]): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
}

/** The file of a program, never the shell's own of that name. */
function pathOf(name: string): string {
  if (name === 'node') return process.execPath;
  const files = (process.env.PATH ?? '').split(delimiter).map((each) => join(each, name));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error(`this machine has no "${name}", which every Linux and macOS has`);
  return found;
}

/** What the shell prints up to the last line of its answer; it fails with all that was printed when the shell ends before. */
function answerOf(shell: ChildProcess, input: string, end: string): Promise<string> {
  return new Promise((done, fail) => {
    let printed = '';
    let errors = '';
    const collect = (chunk: Buffer) => {
      printed += chunk;
      if (printed.endsWith(end)) finish(() => done(printed.slice(0, -end.length)));
    };
    const collectError = (chunk: Buffer) => {
      errors += chunk;
    };
    const leave = () => finish(() => fail(new Error(`it failed:\n${errors}${printed}`)));
    const finish = (then: () => void) => {
      shell.stdout?.off('data', collect);
      shell.stderr?.off('data', collectError);
      shell.off('close', leave);
      then();
    };
    shell.stdout?.on('data', collect);
    shell.stderr?.on('data', collectError);
    shell.once('close', leave);
    shell.stdin?.write(input);
  });
}
