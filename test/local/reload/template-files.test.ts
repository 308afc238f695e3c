import { relative } from 'node:path';
import { sources } from '../../../lib/places.ts';
import { changedFiles, templateFiles } from '../../../local/reload/template-files.ts';

const look = (states: Record<string, string>) =>
  Object.entries(states)
    .map(([file, state]) => `${file} ${state}`)
    .join('\n');
const before = { 'index.ts': '20 1.5', message: '', 'message/my email.tsx': '300 2' };

test('files that changed are told by their size or time, and none where one came or went', () => {
  expect(changedFiles(look(before), look(before))).toEqual([]);
  expect(changedFiles(look(before), look({ ...before, 'message/my email.tsx': '300 2.25' }))).toEqual(['message/my email.tsx']);
  expect(changedFiles(look(before), look({ ...before, 'brand.ts': '1 1' }))).toBeUndefined();
  expect(changedFiles(look({ ...before, 'brand.ts': '1 1' }), look(before))).toBeUndefined();
});

const folder = '/home/ada/shop/workflows';
const emails = 'emails.ts';
const others = ['index.ts', 'brand.ts', 'sms-terms.ts'];

/** What a build imports, seen from our sources as esbuild writes it; files are those of the folder, or begin with what they are. */
function importsOf(files: Record<string, string[]>) {
  const seen = (file: string) =>
    /^(<|core\/)/.test(file) ? file : relative(sources, file.startsWith('/') ? file : `${folder}/${file}`);
  return Object.fromEntries(
    Object.entries(files).map(([file, imports]) => [seen(file), { imports: imports.map((path) => ({ path: seen(path) })) }]),
  );
}

const usual = {
  '<stdin>': ['index.ts', 'emails.ts', 'core/check.ts'],
  'core/check.ts': ['brand.ts'],
  'index.ts': ['message/workflow.ts'],
  'emails.ts': ['message/email.tsx'],
  'message/workflow.ts': ['words.ts', '/home/ada/shop/node_modules/zod/index.js'],
  'message/email.tsx': ['message/workflow.ts', 'words.ts', 'parts.tsx', 'brand.ts'],
  'parts.tsx': ['colours.ts', 'message/email.tsx'],
};
const ofTemplates = (imports: Record<string, string[]>) =>
  [...templateFiles(importsOf(imports), { folder, emails, others })].sort();

test('a file that templates alone lead to is theirs; what a workflow, a check or a function takes as well is not', () => {
  expect(ofTemplates(usual)).toEqual(['colours.ts', 'emails.ts', 'message/email.tsx', 'parts.tsx']);
  expect(ofTemplates({ ...usual, 'message/workflow.ts': ['parts.tsx'] })).toEqual(['emails.ts']);
  expect(ofTemplates({ ...usual, 'parts.tsx': ['sms-terms.ts'], 'sms-terms.ts': ['terms.ts'] })).toEqual([
    'emails.ts',
    'message/email.tsx',
    'parts.tsx',
  ]);
});

test('where something lies outside of the folder, where nobody looks, no file is theirs', () => {
  expect(ofTemplates({ ...usual, '/home/ada/shop/prices.ts': [] })).toEqual([]);
});
