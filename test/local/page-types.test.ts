import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = process.cwd();
const scripts = globSync('local/{console,demo}/**/*.{js,jsx,mjs,ts,tsx}').sort();
const pages = globSync('local/{console,demo}/**/*.html');

function readConfig(path: string): ts.ParsedCommandLine {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, path), {}, host);
  if (config === undefined) throw new Error(`${path} cannot be read`);
  return config;
}

test('the check of types covers every script of the console and the demo, strictly', () => {
  const { fileNames, options, errors } = readConfig('local/console/tsconfig.json');
  const covered = fileNames.map((file) => relative(root, file)).filter((file) => file.startsWith('local/'));

  expect(scripts.length).toBeGreaterThan(40);
  expect(covered.sort()).toEqual(scripts);
  expect(errors).toEqual([]);
  expect(options).toMatchObject({ strict: true, lib: expect.arrayContaining(['lib.dom.d.ts']), types: [] });
});

test('an editor finds the same rules for the demo', () => {
  const { fileNames, options } = readConfig('local/demo/tsconfig.json');

  expect(fileNames.map((file) => relative(root, file))).toEqual(
    expect.arrayContaining(['local/demo/app.tsx', 'local/demo/plain/plain.ts']),
  );
  expect(options).toMatchObject({ strict: true, paths: readConfig('local/console/tsconfig.json').options.paths });
});

test('no script silences an error of types', () => {
  const silencing = scripts.filter((path) => /@ts-|biome-ignore|(?:: |<|as )any\b/.test(readFileSync(path, 'utf8')));

  expect(silencing).toEqual([]);
});

test('every element that a script looks up is in a page', () => {
  const html = pages.map((page) => readFileSync(page, 'utf8')).join('\n');
  const ids = scripts.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/byId\('([\w-]+)'/g)].map(([, id = '']) => id));

  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
});
