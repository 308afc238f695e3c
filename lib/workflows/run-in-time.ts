import { readFileSync, realpathSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import { findSourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { OwnerError } from '../settings/owner-error.ts';

/** How long a check may take, which takes a second or some. */
export const checkedInMs = 15_000;

/** For how long it is looked where something is that does not end. */
const lookedMs = 3_000;

/** What runs: the bundle, the folder of which it was made, and for how long it may. */
type Bundled = { file: string; folder: string; patienceMs: number };

/**
 * Runs what calls an owner's files, and stops it when it does not end: a file that loops for ever would hold up whatever wants to say so. It is begun
 * once more then, to see where it stays.
 * @throws OwnerError with the file and the line, and whatever `work` throws.
 */
export function runInTime<Result>(work: () => Result, bundled: Bundled): Result {
  const { patienceMs } = bundled;
  let result: { value: Result } | undefined;
  const hasEnded = endsWithin(patienceMs, () => {
    result = { value: work() };
  });
  if (hasEnded && result !== undefined) return result.value;
  const real = { ...bundled, file: realpathSync(bundled.file), folder: realpathSync(bundled.folder) };
  const place = placeIn(profile(work, Math.min(patienceMs, lookedMs)), real);
  const where = place === undefined ? '' : `, and stays at ${place}`;
  throw new OwnerError(
    `checking the workflows does not end within ${patienceMs / 1000} s${where}: is there a loop without an end?`,
  );
}

/** Node can stop what it runs as a script of its own, also what that calls. */
function endsWithin(timeout: number, work: () => void): boolean {
  try {
    new Script('work()').runInNewContext({ work }, { timeout });
    return true;
  } catch (error) {
    if (Object(error).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return false;
  }
}

function profile(work: () => unknown, ms: number): Profiler.Profile | undefined {
  const session = new Session();
  let taken: Profiler.Profile | undefined;
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.start');
    endsWithin(ms, work);
    session.post('Profiler.stop', (_, answer) => {
      taken = answer?.profile;
    });
  } finally {
    session.disconnect();
  }
  return taken;
}

/** The owner's line at which most of the time went, or that which called what takes it. */
function placeIn(taken: Profiler.Profile | undefined, bundled: Bundled): string | undefined {
  const nodes = taken?.nodes ?? [];
  const callers = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)));
  const [hottest] = nodes.toSorted((one, other) => (other.hitCount ?? 0) - (one.hitCount ?? 0));
  for (let node = hottest; node !== undefined; node = callers.get(node.id)) {
    const place = placeOf(node, bundled);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Where that is in the owner's files; nothing when it is in none of them. */
function placeOf({ callFrame, positionTicks = [] }: Profiler.ProfileNode, { file, folder }: Bundled): string | undefined {
  if (pathOf(callFrame.url) !== file) return undefined;
  const [most] = positionTicks.toSorted((one, other) => other.ticks - one.ticks);
  const line = most === undefined ? callFrame.lineNumber : most.line - 1;
  const column = Math.max(0, (readFileSync(file, 'utf8').split('\n')[line] ?? '').search(/\S/));
  const found = findSourceMap(file)?.findEntry(line, column);
  if (found === undefined || !('originalSource' in found)) return undefined;
  const source = pathOf(found.originalSource);
  return source.startsWith(join(folder, '/')) ? `${source}:${found.originalLine + 1}` : undefined;
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}
