import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { documentSettings } from './document-settings.ts';

const root = join(import.meta.dirname, '../..');
const compiler = join(root, 'node_modules/typescript7/bin/tsc');

/** Writes the sources of the package `bellhop` as JavaScript, laid out as they are here; JSX stays, for functions are bundled of it. */
export async function compileSources(folder: string): Promise<void> {
  await compile(['--outDir', folder]);
}

/** Writes the declarations that the package's entries lead to; the rest of it is nobody's to import. */
export async function writeDeclarations(folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'bellhop-types-'));
  try {
    await compile(['--outDir', scratch, '--declaration', '--emitDeclarationOnly']);
    const entries = globSync('exports/*.d.ts', { cwd: scratch });
    for (const [path, text] of reachable(scratch, entries)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const isOfSettings = path === 'lib/settings/owner-settings.d.ts';
      writeFileSync(join(folder, path), withShippedNames(isOfSettings ? documentSettings(text, settings()) : text));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Reads the sources of all settings. */
function settings(): string[] {
  return globSync('lib/settings/*-settings.ts', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
}

/** Those declarations of a folder that an entry leads to, however far: each one's text by its path. */
function reachable(folder: string, entries: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    const text = readFileSync(join(folder, path), 'utf8');
    found.set(path, text);
    for (const [, name = ''] of text.matchAll(/['"](\.{1,2}\/[^'"]+)\.tsx?['"]/g)) visit(`${join(dirname(path), name)}.d.ts`);
  };
  for (const entry of entries) visit(entry);
  return found;
}

/** What is a `.ts` here is a `.d.ts` beside a `.js` there. */
function withShippedNames(text: string): string {
  return text.replaceAll(/(['"]\.{1,2}\/[^'"]+)\.ts(x?['"])/g, '$1.js$2');
}

/** Types are not checked again: `npm test` does that. */
async function compile(options: readonly string[]): Promise<void> {
  const project = join(import.meta.dirname, 'tsconfig.json');
  await promisify(execFile)(process.execPath, [compiler, '-p', project, ...options], { cwd: root }).catch(explain);
}

function explain(error: unknown): never {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : '';
  throw new Error(`the sources could not be compiled: ${said}`, { cause: error });
}
