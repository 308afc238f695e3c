import Sequencer from '@jest/test-sequencer';

/** Folders whose tests start programs: they take longest, and mostly wait. */
const slow = /\/test\/(docs|journeys|client|local|lib)\//;

/** Starts what takes longest first, so that no one file is left to wait for at the end; within that as jest does, the largest first. */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => slow.test(path)), ...sorted.filter(({ path }) => !slow.test(path))];
  }
}
