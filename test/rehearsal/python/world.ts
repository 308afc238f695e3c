import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { textsOf } from '../../docs/blocks.ts';
import { type LocalSystem, startLocalSystem } from '../../journeys/own-local-system.ts';
import { awsEnvironment } from '../aws-environment.ts';
import { runLine } from '../command.ts';
import { pythonEnvironment } from '../python-environment.ts';

/** A folder outside of the project, a Python with tools in it, and a local system to call. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * Makes the folder and starts the local system beside it, which is awaited where it is first called.
 * @throws CannotRehearse when there is no Python to do it with.
 */
export async function startWorld() {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const tools = await pythonEnvironment({ command: 'npm run rehearse:python', name: 'python-tools', requirements });
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-python-'));
  process.env.BELLHOP_CONFIG = join(import.meta.dirname, 'calendars/owner/bellhop.config.ts'); // what ships, and a workflow that invites
  const starting = startLocalSystem();
  starting.catch(() => {}); // whoever awaits it is told
  let python = tools;
  let site = '';

  return {
    folder,
    tools,
    starting,
    /** Says which Python has the wheel; with `in` the folder that it lies in. */
    installed: (by: { python: string; site?: string }) => {
      python = by.python;
      site = by.site ?? '';
    },
    /** Runs a line of Python's tools at the project's root, as a developer would. */
    tool: (line: string, more: NodeJS.ProcessEnv = {}) => runLine(`"${tools}" -m ${line}`, { ...quiet(), ...more }),
    /** Runs a line of a shell. */
    shell: (line: string, more: NodeJS.ProcessEnv = {}) => runLine(line, { ...quiet(), ...more }),
    /** Runs a line of the Python that has the wheel, with the local system in its environment. */
    async python(line: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
      const env = { ...quiet(), ...environmentOf(await starting), ...(site && { PYTHONPATH: site }), ...more };
      return runLine(`"${python}" ${line}`, env);
    },
    async stop(): Promise<void> {
      await starting.then((localSystem) => localSystem.stop()).catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The environment of what is started: nothing of whoever runs it, and no cache of compiled files in the project. */
function quiet(): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _, ...environment } = awsEnvironment('');
  return { ...environment, PYTHONDONTWRITEBYTECODE: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1', NO_COLOR: '1' };
}

/** How a program finds the local system. Journeys' keys take turns, so that none is called too often. */
export function environmentOf({ system, key }: LocalSystem): NodeJS.ProcessEnv {
  return { BELLHOP_URL: system.url, BELLHOP_KEY: key(), BELLHOP_KEYS: Array.from({ length: 20 }, () => key()).join(' ') };
}

/**
 * Writes the files of docs/python.md into a folder, by the names in their first lines; what has none is one program, block after block. The
 * package's README is another.
 */
export function writePage(folder: string, url: string): void {
  const program: string[] = [];
  for (const text of textsOf('docs/python.md', 'python')) {
    const [, name] = /^# (\S+\.py)\n/.exec(text) ?? [];
    if (name === undefined) program.push(text);
    else put(join(folder, name), text);
  }
  put(join(folder, 'program.py'), program.join('\n'));
  const [readme = ''] = textsOf('sdk/python/README.md', 'python');
  put(join(folder, 'readme.py'), readme.replace('http://127.0.0.1:4620', url));
  put(join(folder, 'shop/__init__.py'), '');
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
