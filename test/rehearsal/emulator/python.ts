import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../bin/launch/cache-folder.mjs';
import { oneAtATime } from '../../../bin/launch/lock.mjs';

/** Something that the machine lacks; shown as one line that says what to do. */
export class CannotRehearse extends Error {
  override readonly name = 'CannotRehearse';
}

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const newEnough = 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))'; // what MiniStack asks for, and what makes environments

/**
 * The Python of a virtual environment that has the emulator; makes it once, in the cache folder, from what requirements.txt pins.
 * @throws CannotRehearse when there is no Python 3, or its packages cannot be had.
 */
export async function emulatorPython(): Promise<string> {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `emulator-${wanted}`);
  const python = process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
  const stamp = join(home, '.installed'); // written last, so that an interrupted install counts as none
  mkdirSync(dirname(home), { recursive: true });
  await oneAtATime(`${home}.lock`, AbortSignal.timeout(300_000), async () => {
    if (existsSync(stamp)) return;
    rmSync(home, { recursive: true, force: true });
    await install(await findPython(), home, python);
    writeFileSync(stamp, '');
  });
  return python;
}

async function findPython(): Promise<string> {
  for (const name of ['python3', 'python']) {
    const isFit = await run(name, ['-c', newEnough]).then(
      () => true,
      () => false,
    );
    if (isFit) return name;
  }
  throw new CannotRehearse(
    'npm run rehearse needs Python 3.10 or newer with its venv module, for an emulator that is not ours. ' +
      'Debian and Ubuntu: sudo apt-get install python3-venv; macOS: brew install python; others: https://www.python.org/downloads/',
  );
}

async function install(base: string, home: string, python: string): Promise<void> {
  process.stdout.write('installing the emulator, once …\n');
  try {
    await run(base, ['-m', 'venv', home]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps'];
    await run(python, [...pip, '--requirement', requirements], { timeout: 240_000 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const line = said.trim().split('\n').at(-1);
    throw new CannotRehearse(
      `the emulator could not be installed: ${line}. Check the network and pip's index, then run it again.`,
    );
  }
}
