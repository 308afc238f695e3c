import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { answerPage } from '../../local/gateway/pages.ts';

const root = process.cwd();
const scripts = globSync('local/{console,demo}/**/*.{js,jsx,mjs,ts,tsx}').sort();
const pages = ['/', '/openapi', '/demo', '/demo/plain'].map((path) => String(answerPage(path)?.body));

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
  const html = pages.join('\n');
  const ids = scripts.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/byId\('([\w-]+)'/g)].map(([, id = '']) => id));

  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
});

test('every part of a page is in it, once', () => {
  const files = globSync('local/{console,demo}/**/*.html');
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const parts = files.filter((file) => !file.endsWith('/index.html')).map((file) => file.slice('local/console'.length));
  const included = [...text.matchAll(/<!--#include virtual="(.+)" -->/g)].map(([, part = '']) => part);

  expect(parts.length).toBeGreaterThan(20);
  expect(included.sort()).toEqual(parts.sort());
  expect(pages.filter((page) => page.includes('#include'))).toEqual([]);
});
