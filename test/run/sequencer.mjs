import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';
import { filesOf, laneOf } from './groups.ts';

/** Folders whose tests start programs: they take longest, and mostly wait. */
const slow = /\/test\/(docs|journeys|client|local|lib)\//;

/** Which files a lane of `npm test` runs, and in which order. */
export default class Lanes extends Sequencer {
  /** `--shard=1/2` is the first lane, `2/2` the second; of a group that runs together, each has the first file (together.mjs). */
  shard(tests, { shardIndex }) {
    return tests.filter(({ path }) => filesOf(path).length > 0 && laneOf(path) === shardIndex);
  }

  /** Starts what takes longest first, so that nothing is left to wait for at the end: slow folders, and in them the largest first. */
  sort(tests) {
    const bytes = new Map(tests.map((test) => [test, bytesOf(filesOf(test.path))]));
    const sorted = [...tests].sort((one, other) => bytes.get(other) - bytes.get(one));
    return [...sorted.filter(({ path }) => slow.test(path)), ...sorted.filter(({ path }) => !slow.test(path))];
  }
}

function bytesOf(paths) {
  return paths.reduce((total, path) => total + statSync(path).size, 0);
}
