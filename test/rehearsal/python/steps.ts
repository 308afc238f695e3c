import { cpSync, globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pythonIn } from '../python-environment.ts';
import { assert, type Step } from '../step.ts';
import { calendarStep } from './calendars/invitations.ts';
import { collectionSteps } from './collections.ts';
import { schemathesisSteps } from './schemathesis.ts';
import { type World, writePage } from './world.ts';

/** What is done, in order; the short form leaves out what needs npm's or PyPI's packages anew, and tries less. */
export function pythonSteps({ short }: { short: boolean }): Step<World>[] {
  return [
    { name: 'types (mypy --strict)', run: checksTypes },
    { name: 'tests without a system', run: (world) => pytest(world, '"test/sdk/python"', { PYTHONPATH: 'sdk/python' }) },
    { name: 'wheel and sdist', run: builds },
    { name: 'install', run: short ? unpacks : installs },
    { name: 'local system', run: async ({ starting }) => (await starting).system.url },
    { name: 'every method, and the page', run: runsAgainstTheSystem },
    ...(short ? [] : [calendarStep]),
    ...(short ? [] : collectionSteps),
    ...schemathesisSteps({ short }),
  ];
}

async function checksTypes({ tool, folder }: World): Promise<string> {
  const app = join(folder, 'typed');
  writePage(app, '');
  const samples = ['program', 'async_program', 'tasks', 'fastapi_app'].map((name) => `"${app}/${name}.py"`); // Django brings no types
  const files = ['sdk/python/bellhop', 'test/sdk/python/typed.py', ...samples].join(' ');
  const said = await tool(`mypy --no-incremental --config-file sdk/python/pyproject.toml ${files}`, { MYPYPATH: 'sdk/python' });
  await tool('ruff check --no-cache --config sdk/python/pyproject.toml sdk/python test/sdk/python test/rehearsal/python');
  return lastLine(said);
}

async function builds({ tool, folder }: World): Promise<string> {
  const from = join(folder, 'source'); // a build leaves traces beside its sources
  cpSync('sdk/python', from, { recursive: true });
  await tool(`build --no-isolation --outdir "${folder}/dist" "${from}"`);
  const files = globSync('*', { cwd: join(folder, 'dist') }).sort();
  assert(files.length === 2, `it built ${files.join(', ')}`);
  await tool(`twine check --strict "${folder}"/dist/*`);
  return files.join(', ');
}

/** Installs the wheel into an empty environment, with what it asks for itself; and what the page's samples and the tests need. */
async function installs({ tool, folder, installed }: World): Promise<string> {
  const home = join(folder, 'venv');
  await tool(`venv --without-pip "${home}"`);
  const python = pythonIn(home);
  await tool(`pip --python "${python}" install --quiet "${wheelIn(folder)}"`);
  const brought = (await tool(`pip --python "${python}" list --format=freeze`)).trim().split('\n');
  await tool(
    `pip --python "${python}" install --quiet --constraint test/rehearsal/python/requirements.txt django fastapi pytest standardwebhooks`,
  );
  installed({ python });
  return `brings ${brought.length} packages: ${brought.join(' ')}`;
}

/** Unpacks the wheel beside the tools, which have what it asks for. */
async function unpacks({ tool, tools, folder, installed }: World): Promise<string> {
  const site = join(folder, 'site');
  await tool(`pip install --quiet --no-deps --target "${site}" "${wheelIn(folder)}"`);
  installed({ python: tools, site });
  return basename(wheelIn(folder));
}

function wheelIn(folder: string): string {
  const [wheel = ''] = globSync('*.whl', { cwd: join(folder, 'dist') });
  return join(folder, 'dist', wheel);
}

async function runsAgainstTheSystem(world: World): Promise<string> {
  const app = join(world.folder, 'app');
  mkdirSync(app);
  writePage(app, (await world.starting).system.url);
  const said = await world.python(`-m pytest -q -p no:cacheprovider test/rehearsal/python/live`, { BELLHOP_APP: app });
  return lastLine(said);
}

async function pytest({ tool }: World, files: string, env: NodeJS.ProcessEnv): Promise<string> {
  return lastLine(await tool(`pytest -q -p no:cacheprovider ${files}`, env));
}

function lastLine(printed: string): string {
  return printed.trim().split('\n').at(-1) ?? '';
}
