import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../bin/launch/cache-folder.mjs';
import { oneAtATime } from '../../bin/launch/lock.mjs';

/** Something that the machine lacks; shown as one line that says what to do. */
export class CannotRehearse extends Error {
  override readonly name = 'CannotRehearse';
}

/** What an environment is for: the command that needs it, what that is called, and the file that pins its packages. */
export type Purpose = { command: string; name: string; requirements: string };

const run = promisify(execFile);
const newEnough = 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))'; // what MiniStack asks for, and what makes environments

/** The Python of the virtual environment that has the emulator. @throws CannotRehearse as `pythonEnvironment` does. */
export function emulatorPython(): Promise<string> {
  const requirements = join(import.meta.dirname, 'emulator/requirements.txt');
  return pythonEnvironment({ command: 'npm run rehearse', name: 'emulator', requirements });
}

/**
 * The Python of a virtual environment; makes it once, in the cache folder, from what its requirements pin.
 * @throws CannotRehearse when there is no Python 3, or its packages cannot be had.
 */
export async function pythonEnvironment(purpose: Purpose): Promise<string> {
  const wanted = createHash('sha256').update(readFileSync(purpose.requirements)).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `${purpose.name}-${wanted}`);
  const python = pythonIn(home);
  const stamp = join(home, '.installed'); // written last, so that an interrupted install counts as none
  mkdirSync(dirname(home), { recursive: true });
  await oneAtATime(`${home}.lock`, AbortSignal.timeout(300_000), async () => {
    if (existsSync(stamp)) return;
    rmSync(home, { recursive: true, force: true });
    await install(await findPython(purpose), home, purpose);
    writeFileSync(stamp, '');
  });
  return python;
}

/** Where the Python of a virtual environment lies. */
export function pythonIn(home: string): string {
  return process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
}

async function findPython({ command, name }: Purpose): Promise<string> {
  for (const program of ['python3', 'python']) {
    const isFit = await run(program, ['-c', newEnough]).then(
      () => true,
      () => false,
    );
    if (isFit) return program;
  }
  throw new CannotRehearse(
    `${command} needs Python 3.10 or newer with its venv module, for the ${name}. ` +
      'Debian and Ubuntu: sudo apt-get install python3-venv; macOS: brew install python; others: https://www.python.org/downloads/',
  );
}

async function install(base: string, home: string, { name, requirements }: Purpose): Promise<void> {
  process.stdout.write(`installing the ${name}, once …\n`);
  try {
    await run(base, ['-m', 'venv', home]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps'];
    await run(pythonIn(home), [...pip, '--requirement', requirements], { timeout: 240_000 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const line = said.trim().split('\n').at(-1);
    throw new CannotRehearse(
      `the ${name} could not be installed: ${line}. Check the network and pip's index, then run it again.`,
    );
  }
}
