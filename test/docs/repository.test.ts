import { globSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const project = JSON.parse(read('package.json'));

/** An action by its commit, with the version beside it. */
const byCommit = /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** A file of YAML, of which each part is looked at by name. */
// biome-ignore lint/suspicious/noExplicitAny: what is parsed is then compared, part by part
const yaml = (path: string): any => parse(read(path), { strict: true, uniqueKeys: true });

describe('what GitHub runs', () => {
  const { on, permissions, concurrency, jobs } = yaml('.github/workflows/check.yml');
  const steps: { uses?: string; run?: string }[] = jobs.check.steps;

  test('is .ci/run, which is there and can be run', () => {
    const commands = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

    expect(commands).toEqual(['.ci/run']);
    expect(statSync('.ci/run').mode & 0o111).not.toBe(0);
    expect(Object.keys(on).sort()).toEqual(['pull_request', 'push']);
  });

  test('may read and no more, ends in time, and makes way for a newer one', () => {
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.check['timeout-minutes']).toBeLessThanOrEqual(30);
    expect(concurrency.group).toContain('github.ref');
  });

  test('each week, and when packages change, asks for known holes, as a release does before it goes out', () => {
    const { on: when, permissions: rights, jobs: made } = yaml('.github/workflows/audit.yml');
    const uses = [...read('.github/workflows/audit.yml').matchAll(/uses: (.+)/g)].map(([, what = '']) => what);

    expect(when).toEqual({
      schedule: [{ cron: expect.any(String) }],
      push: { branches: ['main'], paths: ['package-lock.json'] },
    });
    expect(rights).toEqual({ contents: 'read' });
    expect(made.audit.steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(['.ci/audit']);
    expect(statSync('.ci/audit').mode & 0o111).not.toBe(0);
    expect(read('.ci/publish')).toMatch(/^\.ci\/audit .*\nrm -rf dist\/packages$/m);
    expect(uses.length).toBeGreaterThan(0);
    for (const each of uses) expect(each).toMatch(byCommit);
  });

  test('has its actions by commit, with the version beside it', () => {
    const uses = [...read('.github/workflows/check.yml').matchAll(/uses: (.+)/g)].map(([, what = '']) => what);

    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    for (const each of uses) expect(each).toMatch(byCommit);
  });

  test('after a release is .ci/publish, which alone may sign, and only where the packages are from', () => {
    const { on: when, permissions: rights, jobs: made } = yaml('.github/workflows/publish.yml');
    const uses = [...read('.github/workflows/publish.yml').matchAll(/uses: (.+)/g)].map(([, what = '']) => what);

    expect(when).toEqual({ release: { types: ['published'] } });
    expect([rights, made.publish.permissions]).toEqual([{ contents: 'read' }, { contents: 'read', 'id-token': 'write' }]);
    expect(made.publish.steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(['.ci/publish']);
    expect(statSync('.ci/publish').mode & 0o111).not.toBe(0);
    expect(uses.length).toBeGreaterThan(0);
    for (const each of uses) expect(each).toMatch(byCommit);
  });
});

test('.ci/run and package.json call only what is there', () => {
  const commands = read('.ci/run').replaceAll(/#.*$/gm, '');
  const called = [...commands.matchAll(/npm (?:run --silent )?([\w:]+)/g)].map(([, name = '']) => name);
  const files = Object.values<string>(project.scripts).map((script) => script.split(' ')[2] ?? '');

  expect(called.length).toBeGreaterThan(2);
  expect(called.filter((name) => project.scripts[name] === undefined)).toEqual([]);
  expect(Object.values<string>(project.scripts).filter((script) => !script.startsWith('node bin/launch.mjs '))).toEqual([]);
  expect(files.filter((file) => file.includes('/') && !statSync(file).isFile())).toEqual([]);
});

test('dependabot leaves alone only what the project has', () => {
  const [npm, actions] = yaml('.github/dependabot.yml').updates;
  const ignored: string[] = npm.ignore.map((each: { 'dependency-name': string }) => each['dependency-name']);
  const names = Object.keys({ ...project.dependencies, ...project.devDependencies, ...project.optionalDependencies });

  expect([npm['package-ecosystem'], actions['package-ecosystem']]).toEqual(['npm', 'github-actions']);
  expect(ignored.length).toBeGreaterThan(0);
  expect(ignored.filter((name) => !names.some((each) => each === name || each.startsWith(name.replace(/\*$/, ''))))).toEqual([]);
});

test.each(globSync('.github/ISSUE_TEMPLATE/{bug,idea}.yml').sort())('%s is a form that GitHub takes', (path) => {
  const { name, description, body } = yaml(path);
  const fields: { type: string; id?: string; attributes: { label?: string; value?: string; options?: string[] } }[] = body;
  const asked = fields.filter(({ type }) => type !== 'markdown');
  const ids = asked.map(({ id }) => id);

  expect([typeof name, typeof description]).toEqual(['string', 'string']);
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { type, id, attributes } of asked) {
    expect(['textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
    expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.any(String)]);
    if (type === 'dropdown') expect(attributes.options?.length).toBeGreaterThan(1);
  }
});

test('editors, containers and version managers are told what the project goes by', () => {
  const { formatter } = JSON.parse(read('biome.json'));
  const container = JSON.parse(read('.devcontainer/devcontainer.json'));
  const [, everywhere = ''] = /\[\*\]\n([^[]+)/.exec(read('.editorconfig')) ?? [];
  const [, major] = /^const major = (\d+);$/m.exec(read('bin/launch/node24.mjs')) ?? [];

  expect(everywhere).toContain(`indent_style = ${formatter.indentStyle}\n`);
  expect(everywhere).toContain(`indent_size = ${formatter.indentWidth}\n`);
  expect(everywhere).toContain(`max_line_length = ${formatter.lineWidth}\n`);
  expect(read('.nvmrc').trim()).toBe(major);
  expect(container.image).toContain(`:${major}-`);
  expect(yaml('.github/workflows/check.yml').jobs.check.container.image).toContain(`:${major}-`);
  expect(container.forwardPorts).toEqual([4620]);
});
