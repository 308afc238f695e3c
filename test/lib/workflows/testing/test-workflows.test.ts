import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyOf, testWorkflows, type WrittenCopy } from '../../../../exports/testing.ts';
import { asText } from '../../../../lib/workflows/testing/as-text.ts';
import type { WrittenCopy as Written } from '../../../../workflows/_check/written-copy.ts';
import { textsOf } from '../../../docs/blocks.ts';
import { scratchFolder } from '../../scratch-folder.ts';

const project = join(import.meta.dirname, '../../../..');
const page = (name: string) => [...readFileSync(join(project, name), 'utf8').matchAll(/^```tsx?\n(\/\/ (\S+)\n[\s\S]*?)^```$/gm)];

/** An owner's repository as the pages have it, in which `bellhop` is a package, with the tests of docs/testing.md. */
function ownersRepository(): { folder: string; edit: (from: string, to: string) => void; config: string } {
  const folder = scratchFolder();
  for (const [, text = '', path = ''] of [...page('docs/own-workflows.md'), ...page('docs/testing.md')]) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(project, join(folder, 'node_modules/bellhop'));
  const workflow = join(folder, 'workflows/invoice-due/workflow.ts');
  const edit = (from: string, to: string) => writeFileSync(workflow, readFileSync(workflow, 'utf8').replace(from, to));
  return { folder, edit, config: join(folder, 'bellhop.config.ts') };
}

/** The runner of jest, as far as tests are taken, with what became of each. */
function aRunner(): { test: (name: string, body: () => void) => void; expect: typeof kept; said: string[] } {
  const said: string[] = [];
  const test = (name: string, body: () => void) => {
    try {
      body();
    } catch (error) {
      said.push(`${name} FAILS: ${error instanceof Error ? error.message : error}`);
    }
  };
  const kept = (text: unknown) => ({ toMatchSnapshot: () => void said.push(String(text)) });
  return { test, expect: kept, said };
}

test('under node --test the line of the page keeps what workflows say, and fails when it changes', () => {
  const { folder, edit } = ownersRepository();
  const run = (...args: string[]) => {
    const { BELLHOP_CONFIG: _own, ...env } = process.env;
    return spawnSync(process.execPath, ['--test', ...args], { cwd: folder, env: { ...env, NODE_OPTIONS: '' }, encoding: 'utf8' });
  };
  expect(textsOf('docs/testing.md', 'sh').join('\n')).toContain('node --test --test-update-snapshots test/copy.test.ts');

  const first = run('--test-update-snapshots', 'test/copy.test.ts', 'test/invoice-due.test.ts');
  edit('Please pay it this week.', 'Please pay it today.');
  cpSync(join(folder, 'test/copy.test.ts'), join(folder, 'test/new.test.ts'));
  const second = run('test/copy.test.ts', 'test/new.test.ts');

  expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('invoice-due reads as before: en')]);
  const snapshot = readFileSync(join(folder, 'test/copy.test.ts.snapshot'), 'utf8');
  expect(snapshot).toContain(
    'sms: Invoice INV-7 is due: https://app.acme.example/invoices/7\nemail:\n  subject: Invoice INV-7 is due\n',
  );
  expect(snapshot).toContain('    Pay the invoice:\n    https://app.acme.example/invoices/7\n');
  expect(second.status).toBe(1);
  expect(second.stdout).toMatch(/^ *\+ .*body: Please pay it today\..*\n *- .*body: Please pay it this week\./m);
  expect(second.stdout).toMatch(/nothing is kept of it yet; .*npm run test:update/);
  expect(second.stdout).toMatch(/If that is meant, keep it: npm run test:update/);
  expect(second.stdout).not.toMatch(/ERR_INVALID_STATE|generatedMessage|keepInNode/); // no stack, and no text twice
});

test('a runner of another kind takes the same tests, and what is wrong fails one', () => {
  const { config, edit } = ownersRepository();
  const [good, wrong, broken] = [aRunner(), aRunner(), aRunner()];

  testWorkflows({ config, ...good });
  edit('} is due`', '} is due to undefined`'); // of the title, which comes first
  testWorkflows({ config, ...wrong });
  edit('export const', 'export konst');
  testWorkflows({ config, ...broken });

  expect(good.said).toEqual([expect.stringContaining('inbox:\n  title: Invoice INV-7 is due\n  body: Please pay')]);
  expect(wrong.said).toEqual([
    expect.stringContaining('invoice-due is in order FAILS: workflow "invoice-due", inbox in "en", title: says "undefined"'),
  ]);
  expect(broken.said).toEqual([expect.stringMatching(/the workflows can be read FAILS: .*workflow\.ts:\d+:\d+: ERROR/s)]);
});

test('its types are there for the folder of an owner, and hold its own tests', async () => {
  const { folder } = ownersRepository();
  cpSync(join(project, 'docs/testing.md'), join(folder, 'page.md')); // seen beside what it compiles, when it does not
  const config = { extends: `${project}/tsconfig.workflows.json`, include: ['test'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compile = () =>
    promisify(execFile)(process.execPath, [join(project, 'node_modules/typescript7/bin/tsc'), '-p', folder]).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );

  expect(await compile()).toBe('');
  writeFileSync(join(folder, 'test/wrong.ts'), "import { copyOf } from 'bellhop/testing';\ncopyOf('invoice-due').subject;\n");
  expect(await compile()).toContain("Property 'subject' does not exist");
});

test('copy is written of the data and for the user that a test names', () => {
  const { config } = ownersRepository();
  const written: (copy: Written) => WrittenCopy = (copy) => copy; // what is written is what is promised

  expect(copyOf('invoice-due', { config, data: { number: 'INV-8', link: 'https://a.example/8' } })).toMatchObject({
    sms: 'Invoice INV-8 is due: https://a.example/8',
    email: { subject: 'Invoice INV-8 is due', html: expect.stringContaining('<!doctype html>') },
  });
  expect(() => copyOf('invoice-due', { config, data: { number: 8 } })).toThrow(
    'workflow "invoice-due" does not take these data: number: must be text; link: must be an http or https URL',
  );
  expect(() => copyOf({ key: 'no-such' }, { config })).toThrow('there is no workflow "no-such"; there are invoice-due');
  expect(written).toBeDefined();
});

test('text is written a field a line, what has several lines beneath its name', () => {
  const value = { title: 'Due', none: undefined, body: 'One.\n\nTwo.\n', fields: [{ name: 'No', value: 7 }] };

  expect(asText(value)).toBe('title: Due\nbody:\n  One.\n\n  Two.\nfields:\n  0:\n    name: No\n    value: 7');
});
