// which files of tests run together, with one set of modules: docs/decisions/0222
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Where the tests are. */
export const testsFolder = join(import.meta.dirname, '..');

/** How many files a group has at most, by the folder of its files: fewer where each takes long, so that nobody waits for the last. */
const mostFiles: Readonly<Record<string, number>> = {
  adapters: 16,
  client: 10,
  contract: 10,
  core: 16,
  journeys: 4,
  lambdas: 10,
  lib: 6,
  local: 6,
  operator: 16,
  sdk: 10,
  upgrade: 5,
  workflows: 10,
};

/** What asks a process that the files of one process of jest share (test/shared-process): for a system, a command line. */
export const sharing = /\/(share-local-system|run-bellhop)\.ts'/;

/** What asks the synthesizer, which is one for all processes of jest, so that any lane may: docs/decisions/0223 */
export const synthesizing = /\/(constructed|synthesized)\.ts'/;

/** What a file says that wants modules, an environment, timers or snapshots for itself: `import(` is for modules that it has changed. */
const alone = /\bimport\(|process\.env|globalThis|\bjest\.|Snapshot\(/;

/** The lane of `npm test` that runs a file: the first has the files that share processes, the second all others. */
export function laneOf(path: string): 1 | 2 {
  return sharing.test(readFileSync(path, 'utf8')) ? 1 : 2;
}

/** What asks for a system with every feature: in one group, so that one is started. */
const featured = /\beveryFeature\b/;

const groups = new Map<string, Map<string, readonly string[]>>();

/** The files that run where this one is asked for: itself alone, or its group when it is the first of one, or none. */
export function filesOf(path: string): readonly string[] {
  const [folder = ''] = relative(testsFolder, path).split(sep);
  if (mostFiles[folder] === undefined) return [path];
  const inFolder = groups.get(folder) ?? groupsIn(folder, mostFiles[folder]);
  groups.set(folder, inFolder);
  return inFolder.get(path) ?? [];
}

/** The groups of a folder, each under the first of its files. */
function groupsIn(folder: string, most: number): Map<string, readonly string[]> {
  const paths = globSync(`${folder}/**/*.test.ts`, { cwd: testsFolder }).sort();
  const made = new Map<string, string[]>();
  const open = new Map<string, string[]>();
  for (const path of paths.map((file) => join(testsFolder, file))) {
    const text = readFileSync(path, 'utf8');
    const kind = `lane ${laneOf(path)}${featured.test(text) ? ', every feature' : ''}`;
    const group = open.get(kind);
    if (alone.test(text)) made.set(path, [path]);
    else if (group !== undefined && group.length < most) group.push(path);
    else {
      open.set(kind, [path]);
      made.set(path, open.get(kind) ?? []);
    }
  }
  return made;
}
