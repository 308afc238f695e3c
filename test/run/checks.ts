import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPages, pagesFolder } from '../../local/build-pages.ts';
import { synthesisFolder, synthesize } from '../../local/synthesize.ts';
import { shareWithAll } from '../shared-process/shared-process.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import { readTestCounts } from './test-counts.ts';

const root = dirname(dirname(import.meta.dirname));
const program = (path: string) => join(root, 'node_modules', path);
/** The compiler of types. */
export const compiler = program('typescript7/bin/tsc'); // the compiler without the API, four times as fast: docs/decisions/0083

/** Spares an eighth or more of the CPU of small tests: docs/decisions/0195 and 0410 */
const sparingCpu = [
  `--import=${pathToFileURL(join(import.meta.dirname, 'keep-compiled.mjs'))}`,
  ...['--min-semi-space-size=16', '--max-semi-space-size=64', '--initial-old-space-size=512'],
];

// esbuild and the compiler of types are programs in Go: they take a fifth less CPU when they tidy their memory less often (measured)
process.env.GOGC ??= '400';

/** Runs files that may share what they load in one place (test/run/together.mjs); which those are and in which lane, test/run/groups.ts says. */
const together = ['--ci', '--testRunner', join(import.meta.dirname, 'together.mjs')];

const inBrowser = '/test/browser/';

/** What one check came to: a tool counts as one, the tests as many. */
export type Outcome = { name: string; passed: number; failed: number; detail: string; output: string; seconds: number };

/** Runs one check to its end; nothing that it finds is thrown. */
export type Check = () => Promise<Outcome>;

/** The checks that are not tests, each under the script of package.json that runs it alone. */
export const checks: Readonly<Record<'typecheck' | 'lint', readonly Check[]>> = {
  typecheck: [
    () => runCheck('types', [compiler, '-p', root, '--singleThreaded']),
    () => runCheck('types, web', [compiler, '-p', join(root, 'client'), '--singleThreaded']),
    () => runCheck('types, pages', [compiler, '-p', join(root, 'local/console'), '--singleThreaded']),
  ],
  lint: [
    () => runCheck('lint', [program('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--max-diagnostics=none', root]),
    () => runCheck('dead code', [program('knip/bin/knip.js'), '--directory', root]),
  ],
};

/** The folders of tests that start no program and no server, with rules, flows and shapes in them. */
export const unitFolders = ['contract', 'core', 'lambdas', 'workflows'] as const;

/**
 * Every test that needs npm alone, in two lanes: the files that share processes by two workers, so that each of those processes is
 * started twice at most; beside them all others, some at once, as most of their time is waiting.
 */
export async function runTests(): Promise<Outcome[]> {
  const synthesizer = join(root, 'test', 'lib', 'synthesizer.ts'); // loading CDK takes seconds: docs/decisions/0223
  await Promise.allSettled([buildOnce(), shareWithAll(synthesizer)]); // whatever is wrong, the tests fail of it and say so
  const lane = (shard: string, workers: number) =>
    runJest([...together, `--shard=${shard}`, '--maxWorkers', String(workers), '--testPathIgnorePatterns', inBrowser]);
  return Promise.all([lane('1/2', 2), lane('2/2', Math.max(3, availableParallelism() - 1))]);
}

/** The tests of `unitFolders`, or those of them whose path matches one of the patterns. */
export function runUnitTests(patterns: string[]): Promise<Outcome> {
  const roots = unitFolders.map((folder) => `--roots=${join(root, 'test', folder)}`);
  if (patterns.length === 0) return runJest([...roots, ...together, '--shard=2/2']);
  return runJest([...patterns, ...roots, '--ci'], { showing: true }); // jest takes what follows a root for another
}

/** The properties in their long form, with the tests around them. */
export function runProperties(): Promise<Outcome> {
  process.env.BELLHOP_LONG_PROPERTIES = '1'; // read by test/runs.ts
  return runJest(['--ci', '--findRelatedTests', join(root, 'test', 'runs.ts')], { showing: true });
}

/** The tests that need a browser, or those of them whose path matches one of the patterns. */
export async function runBrowserTests(patterns: string[]): Promise<Outcome> {
  await buildOnce();
  const narrowed = patterns.map((pattern) => `${inBrowser}.*${pattern}`);
  return runJest(['--ci', '--maxWorkers', '2', '--testPathPatterns', ...(narrowed.length > 0 ? narrowed : [inBrowser])]);
}

/** The tests whose path matches one of the patterns, shown as they run; jest's own options may be among them. */
export function runTestsMatching(patterns: string[]): Promise<Outcome> {
  return runJest(patterns, { showing: true });
}

/** Stack and pages are built before the tests, so that no two of them do it at once. */
async function buildOnce(): Promise<void> {
  await Promise.allSettled([synthesize(synthesisFolder), buildPages(pagesFolder)]); // whatever is wrong, the journeys fail of it and say so
}

async function runCheck(name: string, argv: string[]): Promise<Outcome> {
  const end = await runTool(argv);
  const passed = end.code === 0 ? 1 : 0;
  return { name, passed, failed: 1 - passed, detail: '', ...end };
}

async function runJest(args: string[], options?: { showing: boolean }): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-test-'));
  const file = join(folder, 'result.json');
  // modules of our own kind (ESM) in jest need the first flag; the second spares a warning per worker
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...sparingCpu];
  const jest = [program('jest/bin/jest.js'), '--rootDir', root, '--json', '--outputFile', file];
  try {
    const end: ToolEnd = await runTool([...flags, ...jest, ...args], options);
    return { name: 'tests', ...readTestCounts(file, end.code), ...end };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
