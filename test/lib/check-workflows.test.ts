import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkWorkflows } from '../../lib/check-workflows.ts';
import { OwnerError } from '../../lib/owner-error.ts';
import { scratchFolder } from './scratch-folder.ts';

const repository = join(import.meta.dirname, '../..');

/** A project with two good workflows, but for the files that are given. */
function projectWith(files: Record<string, string>): string {
  const project = scratchFolder();
  const all = {
    'hello/workflow.ts': workflow('hello'),
    'goodbye/workflow.ts': workflow('goodbye'),
    '_layout/workflow.ts': 'never loaded',
    'index.ts': `
      import { hello } from './hello/workflow.ts';
      import { goodbye } from './goodbye/workflow.ts';
      export const workflows = [hello, goodbye];`,
    'emails.ts': 'export const emails = { hello: {}, goodbye: {} };',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    const file = join(project, 'workflows', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return project;
}

function workflow(key: string): string {
  return `export const ${key} = { key: '${key}' };`;
}

test("the owner's workflows are good as they are", async () => {
  await expect(checkWorkflows(repository, scratchFolder())).resolves.toBeUndefined();
});

test('workflows that are in order pass', async () => {
  await expect(checkWorkflows(projectWith({}), scratchFolder())).resolves.toBeUndefined();
});

test('a wrong definition is told by workflow and field, and by nothing else', async () => {
  const project = projectWith({
    'hello/workflow.ts': `
      import { defineWorkflow } from '${join(repository, 'core/rules/workflow.ts')}';
      export const hello = defineWorkflow({ key: 'hello', category: 'Not A Category' });`,
  });

  const error = await checkWorkflows(project, scratchFolder()).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(OwnerError);
  expect((error as Error).message).toMatch(/^workflow "hello" is wrong: category: must be lower-case words [^\n]+$/);
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
    { 'emails.ts': 'export const emails = { hello: {} };' },
    'workflow "goodbye" has no e-mail template in workflows/emails.ts',
  ],
])('%s is told by name', async (_, files, message) => {
  await expect(checkWorkflows(projectWith(files), scratchFolder())).rejects.toThrow(new OwnerError(message));
});

test('a workflow that does not compile is told with its place', async () => {
  const project = projectWith({ 'hello/workflow.ts': 'export const hello = {' });

  await expect(checkWorkflows(project, scratchFolder())).rejects.toThrow(/workflows\/hello\/workflow\.ts:1:\d+: ERROR: /);
});
