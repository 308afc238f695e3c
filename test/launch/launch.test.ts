import { isAlive, scratchProject, until } from './scratch-project.ts';

const showArguments = 'console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), path: process.env.PATH }))';

/** Says its pid, then waits for a signal; tidies up before it goes, as the local system does. */
const waitForSignal = `
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { console.log('got ' + signal); setTimeout(() => process.exit(7), 50); });
  console.log('pid ' + process.pid);
  setInterval(() => {}, 1000);`;

let project: ReturnType<typeof scratchProject>;
beforeEach(() => {
  project = scratchProject();
});
afterEach(() => project.remove());

const asked = () => project.npmCalls().map((call) => call.replace(/ pid=.*/, ''));
const npmPids = () => project.npmCalls().map((call) => Number(call.replace(/.*pid=/, '')));

describe('what it installs', () => {
  test('a first start installs the packages, a second finds them', async () => {
    project.write('show.mjs', showArguments);

    const first = await project.launch(['./show.mjs']).ended;
    const second = await project.launch(['./show.mjs']).ended;

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(asked()).toEqual(['ci']);
  });

  test('a changed lockfile is installed again', async () => {
    project.write('show.mjs', showArguments);
    await project.launch(['./show.mjs']).ended;

    project.write('package-lock.json', '{"packages": {"node_modules/new": {}}}');
    await project.launch(['./show.mjs']).ended;

    expect(asked()).toEqual(['ci', 'ci']);
  });

  test('an interrupted install counts as none', async () => {
    project.write('show.mjs', showArguments);
    const interrupted = project.launch(['./show.mjs'], { npm: 'hangs' });
    await until(() => project.npmCalls().length > 0);
    interrupted.child.kill('SIGKILL');
    await interrupted.ended;
    process.kill(npmPids()[0] as number, 'SIGKILL');

    const next = await project.launch(['./show.mjs']).ended;

    expect(next.code).toBe(0);
    expect(asked()).toEqual(['ci', 'ci']);
  });

  test('two starts at once install once', async () => {
    project.write('show.mjs', showArguments);

    const both = await Promise.all([
      project.launch(['./show.mjs'], { node: 'old' }).ended,
      project.launch(['./show.mjs'], { node: 'old' }).ended,
    ]);

    expect(both.map((end) => end.code)).toEqual([0, 0]);
    expect(asked().filter((call) => call === 'ci')).toHaveLength(1);
    expect(asked()).toHaveLength(2);
  });
});

describe('which Node it goes on with', () => {
  test('an old Node fetches a new one into the cache once, and puts it first in the PATH', async () => {
    project.write('show.mjs', showArguments);

    const first = await project.launch(['./show.mjs'], { node: 'old' }).ended;
    const second = await project.launch(['./show.mjs'], { node: 'old' }).ended;

    expect(first.code).toBe(0);
    expect(asked().filter((call) => call.startsWith('install node-'))).toHaveLength(1);
    expect(JSON.parse(second.out).path).toMatch(/^[^:]*a cache\/bellhop\/node-24-[^:]*\/bin:/);
    expect(project.cached()).toEqual([expect.stringMatching(/^node-24-\w+-\w+$/)]);
  });

  test('a fetched Node that does not run is not kept', async () => {
    project.write('show.mjs', showArguments);

    const end = await project.launch(['./show.mjs'], { node: 'old', npm: 'fetches-nonsense' }).ended;

    expect(end).toMatchObject({ code: 1, out: '' });
    expect(end.err).toMatch(/^bellhop: .*does not run here; install it from .*\n$/);
    expect(project.cached()).toEqual([]);
  });
});

describe('how it goes on', () => {
  test('arguments, working folder and exit code are passed on', async () => {
    project.write('local/show.mjs', `${showArguments}; process.exitCode = 42;`);

    const end = await project.launch(['local/show.mjs', 'two words', '--flag']).ended;

    expect(end.code).toBe(42);
    expect(JSON.parse(end.out)).toMatchObject({ args: ['two words', '--flag'], cwd: process.cwd() });
    expect(end.err).toBe('');
  });

  test('a bare name is a program of a package', async () => {
    project.write('package-lock.json', '{"packages": {"": {}, "node_modules/tool": {"bin": {"tool-cli": "bin/cli.mjs"}}}}');
    project.write('node_modules/tool/bin/cli.mjs', showArguments);

    const end = await project.launch(['tool-cli', 'deploy']).ended;

    expect(JSON.parse(end.out).args).toEqual(['deploy']);
  });

  test('an unknown program is one line, not a stack', async () => {
    const end = await project.launch(['nothing']).ended;

    expect(end.code).toBe(1);
    expect(end.err).toMatch(/^bellhop: there is no program "nothing"; usage: .*\n$/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches the program, and its own end is waited for', async (signal) => {
    project.write('wait.mjs', waitForSignal);
    const { child, ended, shown } = project.launch(['./wait.mjs']);
    const pid = await until(() => Number(/^pid (\d+)/.exec(shown.out)?.[1]));

    child.kill(signal);

    const end = await ended;
    expect(end.out).toContain(`got ${signal}`);
    expect(end.code).toBe(7);
    expect(isAlive(pid)).toBe(false);
  });

  test('a program does not outlive the npm that started it', async () => {
    project.write('wait.mjs', waitForSignal);
    const { child, ended, shown } = project.launch(['./wait.mjs'], { inShell: true });
    const pid = await until(() => Number(/^pid (\d+)/.exec(shown.out)?.[1]));

    child.kill('SIGKILL');

    const end = await ended;
    expect(end.out).toContain('got SIGTERM');
    expect(isAlive(pid)).toBe(false);
  });

  test('a program ended by a signal ends the launcher by the same', async () => {
    project.write('end.mjs', "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");

    const end = await project.launch(['./end.mjs']).ended;

    expect(end).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  test('a signal while installing ends npm too, and leaves no lock', async () => {
    const { child, ended } = project.launch(['./never.mjs'], { npm: 'hangs', node: 'old' });
    await until(() => project.npmCalls().length === 2);

    child.kill('SIGTERM');

    const end = await ended;
    expect(end).toMatchObject({ code: null, signal: 'SIGTERM', out: '' });
    expect(npmPids().map(isAlive)).toEqual([false, false]);
    expect(project.cached()).toEqual([]);
  });
});

describe('when npm cannot', () => {
  test.each(['new', 'old'] as const)('no network is one line with npm’s reason and what to do (%s Node)', async (node) => {
    const end = await project.launch(['./show.mjs'], { npm: 'offline', node }).ended;

    expect(end).toMatchObject({ code: 1, out: '' });
    expect(end.err).toMatch(
      /^bellhop: could not install the packages: network request to https:\S+ failed, reason: getaddrinfo ENOTFOUND \S+ Check the network.*run the same command again\.\n$/,
    );
  });

  test('with everything there, no network is needed', async () => {
    project.write('show.mjs', showArguments);
    await project.launch(['./show.mjs'], { node: 'old' }).ended;

    const end = await project.launch(['./show.mjs'], { node: 'old', npm: 'offline' }).ended;

    expect(end).toMatchObject({ code: 0, err: '' });
  });

  test('a lock left by a dead start holds nobody up', async () => {
    project.write('show.mjs', showArguments);
    const stuck = project.launch(['./show.mjs'], { npm: 'hangs' });
    await until(() => project.npmCalls().length > 0);
    stuck.child.kill('SIGKILL');
    await stuck.ended;
    process.kill(npmPids()[0] as number, 'SIGKILL');
    expect(project.cached()).toEqual([expect.stringMatching(/^install-/)]);

    const end = await project.launch(['./show.mjs']).ended;

    expect(end.code).toBe(0);
    expect(project.cached()).toEqual([]);
  });
});
