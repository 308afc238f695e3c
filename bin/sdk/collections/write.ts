// docs/openapi.json → docs/api: the same requests for Bruno, and as a .http file; `npm run openapi` writes them
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ApiDocument } from '../generate.ts';
import { brunoFiles } from './bruno.ts';
import { httpFiles } from './http-file.ts';
import { collectedRequests } from './requests.ts';

const folder = join(import.meta.dirname, '../../../docs/api');

/** Prints every file of the collections, by its name in docs/api. */
export function collectionFiles(document: ApiDocument): Map<string, string> {
  const requests = collectedRequests(document);
  const bruno = [...brunoFiles(requests)].map(([name, text]) => [`bruno/${name}`, text] as const);
  return new Map([...bruno, ...httpFiles(requests)]);
}

/** Writes the collections, and nothing else stays beside them. */
export function writeCollections(document: ApiDocument): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of collectionFiles(document)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
