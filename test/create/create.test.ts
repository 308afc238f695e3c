import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readOwnerConfig } from '../../lib/settings/owner-config.ts';
import { readOwnerSettings } from '../../lib/settings/read-owner-settings.ts';
import { checkWorkflows } from '../../lib/workflows/check-workflows.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { runCreate } from './run-create.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** A name with what ends a text in code, or begins code in it, and what a replacement would read as a sign. */
const awkward = ["Ada's $& $", '{Co} \\'].join('');
const sender = 'hi@eu-west-1.acme.example'; // which has in it what the template says in the place of the region
const options = ['--name', awkward, '--from-address', sender, '--region', 'eu-central-1'];

describe('a project that it writes', () => {
  const cwd = scratchFolder();
  const folder = join(cwd, 'My Notifications');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  let printed: string;

  beforeAll(async () => {
    ({ stdout: printed } = await runCreate(['My Notifications', ...options], { cwd }));
  });

  test('says what to type now', () => {
    expect(printed).toContain("cd 'My Notifications'\n  npm install\n  npm start\n");
  });

  test('depends on Bellhop of the same version, or what follows without a change', () => {
    const { name, dependencies, allowScripts } = JSON.parse(read('package.json'));

    expect([name, dependencies]).toEqual(['my-notifications', { bellhop: `^${version}` }]);
    expect(allowScripts).toEqual({ esbuild: false }); // npm would ask at each install
  });

  test('has the answers in its settings, of each stage', async () => {
    const config = await readOwnerConfig(folder, {}); // `npm test` reads none

    expect(config.workflowsFolder).toBe(join(folder, 'workflows'));
    for (const stage of ['local', 'dev', 'staging', 'prod'])
      expect(readOwnerSettings({ stage }, config)).toMatchObject({ fromAddress: sender, fromName: awkward });
  });

  test('has workflows that can be deployed', async () => {
    const listed = await checkWorkflows(join(folder, 'workflows'), scratchFolder());

    expect(listed.map(({ key }) => key)).toEqual(['message', 'task-assigned']);
    expect(read('workflows/brand.ts')).toContain(`name: 'Ada\\'s $& ${'$'}{Co} \\\\',`);
  });

  test('has a test of what they say, which passes', async () => {
    const file = join(folder, 'test/copy.test.ts');
    const ours = JSON.stringify(join(import.meta.dirname, '../../exports/testing.ts')); // where nothing is installed
    writeFileSync(file, read('test/copy.test.ts').replace("'bellhop/testing'", ours));

    const { stdout } = await promisify(execFile)(process.execPath, ['--test', file], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    });

    expect(stdout).toMatch(/^# pass 3$|^ℹ pass 3$/m);
  });

  test('has a README that calls nothing but what package.json and the command line have', () => {
    const text = read('README.md');
    const { scripts } = JSON.parse(read('package.json'));
    const called = [...text.matchAll(/^npm (?:run )?(\w+)/gm)].map(([, script = '']) => script);

    expect(text).toContain('export AWS_REGION=eu-central-1');
    expect(called.filter((name) => scripts[name] === undefined && !['install', 'update'].includes(name))).toEqual([]);
    expect(called.length).toBeGreaterThan(4);
  });

  test('is nothing that git would take and should not', () => {
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['node_modules/', '.bellhop/', 'cdk.out/']));
    expect(existsSync(join(folder, '_gitignore'))).toBe(false);
  });

  test('is not written over', async () => {
    writeFileSync(join(folder, 'README.md'), 'mine');

    const { code, stderr } = await runCreate(['My Notifications'], { cwd });

    expect([code, stderr]).toEqual([1, expect.stringMatching(/^create-bellhop: .*it is not empty[^\n]*\n$/)]);
    expect(read('README.md')).toBe('mine');
  });
});

test('pnpm is told what pnpm takes', async () => {
  const cwd = scratchFolder();

  const { stdout } = await runCreate(['notes'], { cwd, manager: 'pnpm' });

  expect(readFileSync(join(cwd, 'notes/pnpm-workspace.yaml'), 'utf8')).toBe('allowBuilds:\n  esbuild: false\n'); // else its install fails
  const texts = ['README.md', '.github/workflows/check.yml', 'bellhop.config.ts'].map((name) =>
    readFileSync(join(cwd, 'notes', name), 'utf8'),
  );
  const [readme = '', check] = texts;
  expect(stdout).toContain('pnpm install\n  pnpm start\n');
  expect(readme).toContain('\npnpm run deploy -c stage=dev\n'); // without the two dashes, which pnpm hands on
  expect(check).toContain('pnpm install --frozen-lockfile\n');
  expect(texts.join('').match(/\b(npm (?!create)\w+|npx bellhop)/g)).toBeNull();
});

test('packed Bellhop is taken from a folder, and missed when it is not there', async () => {
  const cwd = scratchFolder();
  const tarball = join(cwd, `bellhop-${version}.tgz`);
  const missed = await runCreate(['notes', '--packages', '.'], { cwd });
  writeFileSync(tarball, '');

  await runCreate(['notes', '--packages', '.'], { cwd });

  expect([missed.code, missed.stderr]).toEqual([1, `create-bellhop: there is no ${tarball}; npm run pack makes it\n`]);
  expect(JSON.parse(readFileSync(join(cwd, 'notes/package.json'), 'utf8')).dependencies).toEqual({ bellhop: `file:${tarball}` });
});

test('a folder that cannot be made is told in one line', async () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'file'), '');

  for (const folder of ['file/notes', 'n'.repeat(300)]) {
    const { code, stderr } = await runCreate([folder], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^create-bellhop: E[A-Z]+: [^\n]*\n$/)]);
  }
  expect(globSync('*', { cwd })).toEqual(['file']);
});

test.each([
  [[], 'which folder? npm create bellhop@latest my-notifications'],
  [['a', 'b'], 'one folder is enough, and here are 2: a, b'],
  [['notes', '--sender', 'x'], "Unknown option '--sender'; --help prints what there is"],
  [['notes', '--from-address', 'hello'], '--from-address is "hello": an address looks like hello@example.com'],
  [
    ['notes', '--name', 'a\nb'],
    '--name is "a\nb": a name has 1 to 64 characters on one line, without ` < > and two spaces in a row',
  ],
])('%j is refused, and nothing is written', async (args, why) => {
  const cwd = scratchFolder();

  expect(await runCreate(args, { cwd })).toEqual({ code: 1, stdout: '', stderr: `create-bellhop: ${why}\n` });
  expect(globSync('*', { cwd })).toEqual([]);
});
