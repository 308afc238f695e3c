import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { catalogueBuild, checkWorkflows } from '../../../lib/workflows/check-workflows.ts';
import { workflows } from '../../../workflows/index.ts';
import { scratchFolder } from '../scratch-folder.ts';

const repository = join(import.meta.dirname, '../../..');
const rules = join(repository, 'core/workflows/rules');

/** A folder with two good workflows, but for the files that are given. */
function folderWith(files: Record<string, string>): string {
  const folder = join(scratchFolder(), 'workflows');
  const all = {
    'hello/workflow.ts': workflow('hello'),
    'hello/email.tsx': 'export const Email = () => "Hello";',
    'goodbye/workflow.ts': workflow('goodbye'),
    'goodbye/email.tsx': 'export const Email = () => "Hello";',
    '_layout/workflow.ts': 'never loaded',
    'brand.ts': `export { brand } from '${repository}/workflows/brand.ts';`,
    'index.ts': `
      import { hello } from './hello/workflow.ts';
      import { goodbye } from './goodbye/workflow.ts';
      export const workflows = [hello, goodbye];`,
    'emails.ts': `
      import { Email } from './hello/email.tsx';
      import { Email as GoodbyeEmail } from './goodbye/email.tsx';
      export const emails = { hello: Email, goodbye: GoodbyeEmail };`,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A good workflow as its file defines it; `changes` come last. */
function workflow(key: string, changes = ''): string {
  return `
    import * as z from '${join(repository, 'node_modules/zod')}';
    import { defineWorkflow } from '${rules}/define-workflow.ts';
    export const ${key} = defineWorkflow({
      key: '${key}',
      category: 'general',
      priority: 'normal',
      payload: z.strictObject({ name: z.string() }),
      example: { name: 'Ada' },
      inbox: ({ name }) => ({ title: 'For ' + name, body: 'News.' }),
      subject: ({ name }) => 'News for ' + name,
      sms: ({ name }) => 'News for ' + name,
      ${changes}
    });`;
}

/** What is said of a folder, without where its files are; the empty string when it is in order. */
async function said(files: Record<string, string>): Promise<string> {
  try {
    await checkWorkflows(folderWith(files), scratchFolder());
    return '';
  } catch (error) {
    if (error instanceof OwnerError) return error.message.replaceAll(/\nsee \/.*/g, '');
    throw error;
  }
}

test('the workflows that come with it are good as they are, and are listed', async () => {
  const listed = await checkWorkflows(join(repository, 'workflows'), scratchFolder());

  expect(listed.map(({ key }) => key)).toEqual(workflows.map(({ key }) => key));
});

test('workflows that are in order pass', async () => {
  expect(await said({})).toBe('');
});

test('a wrong definition is told by workflow and field, and by nothing else', async () => {
  expect(await said({ 'hello/workflow.ts': workflow('hello', "category: 'Not A Category',") })).toMatch(
    /^workflow "hello" is wrong: category: must be lower-case words [^\n]+$/,
  );
});

test.each([
  [
    'a folder that the index has forgotten',
    {
      'index.ts': "export { workflows } from './other.ts';",
      'other.ts': "import { hello } from './hello/workflow.ts'; export const workflows = [hello];",
    },
    'workflows/goodbye has no workflow with the key "goodbye" in workflows/index.ts',
  ],
  [
    'a workflow without an e-mail',
    { 'emails.ts': "import { Email } from './hello/email.tsx'; export const emails = { hello: Email };" },
    'workflow "goodbye" has no e-mail template in workflows/emails.ts',
  ],
  [
    'a workflow that was not defined by defineWorkflow',
    { 'hello/workflow.ts': "export const hello = { key: 'hello' };" },
    expect.stringMatching(/^workflow "hello" is wrong: category: .*; inbox: must be a function; subject: must be a function$/),
  ],
])('%s is told by name', async (_, files, message) => {
  expect(await said(files)).toEqual(message);
});

test('a key that two files have is told with both, and one that is listed twice with the list', async () => {
  const both = await said({ 'goodbye/workflow.ts': workflow('goodbye', "key: 'hello',").replace("key: 'goodbye',", '') });
  const list = "import { hello } from './hello/workflow.ts'; export const workflows = [hello, hello];";

  expect(both).toMatch(
    /^workflow "hello" is defined twice, in \S+\/goodbye\/workflow\.ts and \S+\/hello\/workflow\.ts; give one of them another key$/,
  );
  expect(await said({ 'index.ts': list })).toMatch(/^workflow "hello" is listed twice in \S+\/index\.ts; take one out$/);
});

test('a key that is not the name of its folder is told with the file that has it', async () => {
  const folder = folderWith({ 'hello/workflow.ts': workflow('hello', "key: 'Say Hello',").replace("key: 'hello',", '') });

  await expect(checkWorkflows(folder, scratchFolder())).rejects.toMatchObject({
    message: expect.stringMatching(/"Say Hello" is wrong: key: .*\nsee \S+\/hello\/workflow\.ts$/),
  });
});

test('a workflow that does not compile is told with its place', async () => {
  expect(await said({ 'hello/workflow.ts': 'export const hello = {' })).toMatch(/workflows\/hello\/workflow\.ts:1:\d+: ERROR: /);
});

test('what a workflow says is rendered, and every fault of every workflow told at once', async () => {
  const lines = await said({
    'hello/workflow.ts': workflow('hello', 'inbox: () => { throw new Error("no name"); }, subject: () => "",'),
    'goodbye/workflow.ts': workflow('goodbye', 'inbox: () => ({ title: "Bye", body: "" }),'),
  });

  expect(lines.split('\n')).toEqual([
    expect.stringMatching(/^workflow "hello", inbox in "en", inbox: threw Error: no name at \/.*\/hello\/workflow\.ts:\d+:\d+$/),
    'workflow "hello", email in "en", subject: must not be empty: white space and what is invisible do not count',
    'workflow "goodbye", inbox in "en", body: is empty',
  ]);
});

test('what never ends is stopped, and told with its line', async () => {
  const folder = folderWith({
    'hello/workflow.ts': workflow('hello', '\ninbox: () => {\nfor (let n = 0; ; n += 1) Math.sqrt(n);\n},'),
  });
  const outdir = scratchFolder();
  await build(catalogueBuild(folder, outdir));
  const checking = promisify(execFile)(process.execPath, [join(import.meta.dirname, 'check-endless.ts'), folder, outdir], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });

  expect((await checking).stdout).toMatch(/does not end within 1 s, and stays at \S+\/hello\/workflow\.ts:15: is there a loop/);
});

describe('a wrong e-mail template is told with its file and reason', () => {
  const byDefault = `
    import Email from './hello/email.tsx';
    import { Email as GoodbyeEmail } from './goodbye/email.tsx';
    export const emails = { hello: Email, goodbye: GoodbyeEmail };`;

  test.each([
    ['is empty', '', /does hello\/email\.tsx export a component of the name/],
    [
      'exports another name',
      'export const Mail = () => "Hi";',
      /emails\.ts:2:\d+: ERROR: No matching export in ".*hello\/email\.tsx"/,
    ],
    [
      'throws',
      'export const Email = ({ data }) => data.no.name;',
      /hello\/email\.tsx threw TypeError: Cannot read properties of/,
    ],
    ['returns nothing', 'export const Email = () => {};', /hello\/email\.tsx renders no words/],
  ])('one that %s', async (_, email, reason) => {
    expect(await said({ 'hello/email.tsx': email })).toMatch(reason);
  });

  test('one without the default export that is imported', async () => {
    expect(await said({ 'emails.ts': byDefault })).toMatch(
      /emails\.ts:2:\d+: ERROR: No matching export in ".*hello\/email\.tsx"/,
    );
  });
});
