import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Folders whose tests start programs: they take longest, and mostly wait. */
const slow = /\/test\/(docs|journeys|client|local|lib)\//;

/** What asks a process that files of tests share (test/shared-process): for a system, a command line, a synthesis. */
const sharing = /\/(share-local-system|run-bellhop|synthesized)\.ts'/;

/** Which files a lane of `npm test` runs, and in which order. */
export default class Lanes extends Sequencer {
  /** `--shard=1/2` has the files that share processes, so that one process of jest starts each of those once; `2/2` has all others. */
  shard(tests, { shardIndex }) {
    return tests.filter(({ path }) => sharing.test(readFileSync(path, 'utf8')) === (shardIndex === 1));
  }

  /** Starts what takes longest first, so that no one file is left to wait for at the end; within that as jest does, the largest first. */
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => slow.test(path)), ...sorted.filter(({ path }) => !slow.test(path))];
  }
}
