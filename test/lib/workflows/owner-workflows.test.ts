import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testContent } from '../../../bin/operator/send-test/test-content.ts';
import { frequencyNames } from '../../../contract/digests/frequencies.ts';
import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';
import { buildHandlers } from '../../../lib/handlers/build-handlers.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { checkWorkflows } from '../../../lib/workflows/check-workflows.ts';
import { sampleOn } from '../../../local/sam/sent-email.ts';
import { compiler } from '../../run/checks.ts';
import { aMoment } from '../../world.ts';
import { scratchFolder } from '../scratch-folder.ts';

const project = join(import.meta.dirname, '../../..');

/** What stands in docs/own-workflows.md, by the path that its page gives each file. */
function documentedFiles(): Record<string, string> {
  const page = readFileSync(join(project, 'docs/own-workflows.md'), 'utf8');
  const blocks = page.matchAll(/^```(?:tsx?|json)\n(?:\/\/ (\S+)\n)?([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].flatMap(([, path, text = '']) => (path === undefined ? [] : [[path, text]])));
}

/** An owner's own repository, away from this one, as the page says; its `workflows` folder. */
function ownersFolder(changes: Record<string, string> = {}): string {
  const repository = scratchFolder();
  const files = { ...documentedFiles(), ...changes };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(repository, path, '..'), { recursive: true });
    writeFileSync(join(repository, path), text.replace('./bellhop/', `${project}/`));
  }
  return join(repository, 'workflows');
}

test('the page has all that an owner needs', () => {
  expect(Object.keys(documentedFiles()).sort()).toEqual([
    'bellhop.config.ts',
    'tsconfig.json',
    'workflows/brand.ts',
    'workflows/emails.ts',
    'workflows/index.ts',
    'workflows/invoice-due/email.tsx',
    'workflows/invoice-due/workflow.ts',
  ]);
});

describe('an own folder, away from the project and with no packages', () => {
  const folder = ownersFolder();
  const outdir = scratchFolder();
  /** Which of these words are in a bundle: of theirs, and of our samples and brand. */
  function wordsIn(handler: string): string[] {
    const bundle = readFileSync(join(outdir, 'bundles', handler, 'index.js'), 'utf8');
    return ['invoice-due', 'Acme GmbH', 'technician', 'Bellhop Ltd'].filter((word) => bundle.includes(word));
  }
  beforeAll(async () => {
    await checkWorkflows(folder, outdir);
    await buildHandlers(project, outdir, { workflows: folder, withoutMaps: true });
  });

  test('is what functions are bundled with, and none of ours is', () => {
    const { inputs } = JSON.parse(readFileSync(join(outdir, 'bundles/metafile.json'), 'utf8'));
    const ours = Object.keys(inputs).filter((path) =>
      /^workflows\/(?!_|sms-terms|unsubscribe|digest-words|render-email|workflow-by-key|listed-workflows)/.test(path),
    );

    expect(ours).toEqual([]);
    expect(Object.keys(inputs).filter((path) => path.includes('invoice-due/'))).toHaveLength(2);
    expect(Object.keys(inputs).filter((path) => path.includes('/zod/v4/classic/schemas'))).toHaveLength(1);
    expect(wordsIn('publishing/publish')).toEqual(['invoice-due']);
    expect(wordsIn('message-log/message-log')).toEqual(['invoice-due']);
    expect(wordsIn('channels/email/deliver-email')).toEqual(['invoice-due', 'Acme GmbH']);
    expect(wordsIn('preferences/unsubscribe')).toEqual(['Acme GmbH']);
  });

  test('is what "bellhop test" and samples are made of, though it has no workflow named "message"', () => {
    const listed: WorkflowAnswer[] = JSON.parse(readFileSync(join(outdir, 'workflows.json'), 'utf8'));
    const example = { number: 'INV-7', link: 'https://app.acme.example/invoices/7' };

    for (const channel of ['email', 'sms', 'inbox'] as const) {
      expect(testContent({ channel, stage: 'dev' }, listed, aMoment)).toEqual({ workflow: 'invoice-due', data: example });
      expect(sampleOn(channel, listed)).toEqual({ workflow: 'invoice-due', data: example });
    }
  });

  test('is what is listed, and loads', () => {
    const listed = JSON.parse(readFileSync(join(outdir, 'workflows.json'), 'utf8'));
    const { emails } = createRequire(import.meta.url)(join(outdir, 'workflows.cjs'));

    expect(listed).toMatchObject([{ key: 'invoice-due', channels: ['inbox', 'email', 'sms', 'chat'] }]);
    expect(Object.keys(emails)).toEqual(['invoice-due']);
  });
});

/** Words of digests in French and no other language, as the owner of a folder may write them. */
function frenchDigests(frequencies: readonly string[]): Record<string, string> {
  const all = `{ ${frequencies.map((name) => `${name}: () => 'Bonjour'`).join(', ')} }`;
  const words = `{ subject: ${all}, inboxTitle: () => 'Bonjour', title: ${all}, lead: 'Tout ce qui attend.',
    more: () => 'Et encore.', open: 'Ouvrir', categories: {} }`;
  return {
    'workflows/digest-words.ts': `import type { DigestWords } from 'bellhop/workflow';\nconst french = ${words};\nexport const digestWords: Record<string, DigestWords> = { fr: french };`,
  };
}

test('an own folder may speak another language alone, to the last word', async () => {
  const outdir = scratchFolder();

  await checkWorkflows(ownersFolder(frenchDigests(frequencyNames())), outdir);

  const checked = readFileSync(join(outdir, 'workflows.cjs'), 'utf8');
  expect(['Tout ce qui attend', 'All that you have not read'].filter((text) => checked.includes(text))).toEqual([
    'Tout ce qui attend',
  ]);
});

test('words from before there was a monthly digest are refused before a deploy, with what is missing', async () => {
  const folder = ownersFolder(frenchDigests(['daily', 'weekly']));

  await expect(checkWorkflows(folder, scratchFolder())).rejects.toThrow(
    /digest-words\.ts has none for "monthly" digests in "fr"/,
  );
});

test('an own folder is typed, from its payload to its template', async () => {
  const folder = ownersFolder({
    'workflows/wrong.ts': `
      import { defineWorkflow, singleLine } from 'bellhop/workflow';
      import * as z from 'zod';
      import type { EmailsOf } from 'bellhop/email';
      import { emails } from './emails.ts';
      const other = defineWorkflow({ key: 'other', category: 'c', priority: 'low', payload: z.strictObject({ a: singleLine(3) }),
        example: { a: 'b' }, inbox: ({ a }) => ({ title: a, body: '' }), subject: ({ a }) => a });
      // @ts-expect-error: the template is made for another payload
      export const wrong: EmailsOf<readonly [typeof other]> = { other: emails['invoice-due'] };`,
  });

  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', join(folder, '..')]).catch((error) => error);

  expect(stdout).toBe('');
});

describe('what is wrong is told with the file that it is in', () => {
  const said = async (folder: string) => {
    const error = await checkWorkflows(folder, scratchFolder()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OwnerError);
    return (error as Error).message;
  };
  const workflow = documentedFiles()['workflows/invoice-due/workflow.ts'] ?? '';

  test('a wrong definition', async () => {
    const folder = ownersFolder({ 'workflows/invoice-due/workflow.ts': workflow.replace("'high'", "'pressing'") });

    expect(await said(folder)).toMatch(
      new RegExp(`^workflow "invoice-due" is wrong: priority: [^\\n]*\\nsee ${folder}/invoice-due/workflow\\.ts$`),
    );
  });

  test('an import that there is not', async () => {
    const folder = ownersFolder({ 'workflows/invoice-due/workflow.ts': workflow.replace('bellhop/workflow', 'bellhop/flow') });

    expect(await said(folder)).toMatch(
      /invoice-due\/workflow\.ts:1:\d+: ERROR: .*there is no "bellhop\/flow"; there are bellhop\/workflow/,
    );
  });

  test.each([
    ['const { due } = {}.terms;', String.raw`TypeError: Cannot destructure property 'due' of[^\n]*`],
    ["throw 'no terms';", "'no terms' was thrown"],
    ['throw Object.create(null);', String.raw`\[Object: null prototype\] \{\} was thrown`],
  ])('what is thrown while it is loaded, as by %s', async (code, thrown) => {
    const folder = ownersFolder({ 'workflows/invoice-due/workflow.ts': `${workflow}\n${code}\n` });
    const place = thrown.startsWith('TypeError')
      ? ` at ${folder}/invoice-due/workflow\\.ts:${workflow.split('\n').length + 1}:\\d+`
      : '';

    expect(await said(folder)).toMatch(new RegExp(`^workflows cannot be loaded: ${thrown}${place}$`));
  });

  test('a brand that is missing', async () => {
    const folder = ownersFolder();
    rmSync(join(folder, 'brand.ts'));

    expect(await said(folder)).toBe(
      `${join(folder, 'brand.ts')} is missing: without it e-mails would go out under the name and address of our example`,
    );
  });
});
