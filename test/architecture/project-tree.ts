import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './check-imports.ts';

const root = dirname(dirname(import.meta.dirname));
const notOurs = new Set(['node_modules', 'cdk.out', 'dist', 'coverage']);

/** This project's own source files, the other files beside them, and the packages that package.json names. */
export function projectTree(): Tree {
  const files = filesUnder('');
  const isSource = (path: string) => /\.(tsx?|mjs)$/.test(path) && !/\.config\.mjs$/.test(path);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    sources: new Map(files.filter(isSource).map((path) => [path, readFileSync(join(root, path), 'utf8')])),
    otherFiles: new Set(files.filter((path) => !isSource(path))),
    packages: new Set(Object.keys({ ...dependencies, ...devDependencies })),
  };
}

/** The cells of the table in docs/architecture.md whose heading is `| layer | may import |`. */
export function documentedTable(): string[][] {
  const text = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  const [, table = ''] = /^\| layer \| may import \|\n\|[-|]+\n((?:\|.*\n)+)/m.exec(text) ?? [];
  return [...table.matchAll(/^\| (.*) \| (.*) \|$/gm)].map(([, layers = '', may = '']) => [layers, may.replaceAll('`', '')]);
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
