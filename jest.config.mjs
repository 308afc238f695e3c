const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2024',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
  },
];

/** React components are rendered by preact here, as in the bundles. */
const preact = {
  '^react$': 'preact/compat',
  '^react-dom$': 'preact/compat',
  '^react/jsx-runtime$': 'preact/jsx-runtime',
};

/** What workflows import by Bellhop's own name. */
const own = { '^bellhop/(.*)$': '<rootDir>/exports/$1.ts' };

export default {
  testEnvironment: '<rootDir>/test/run/environment.mjs',
  testSequencer: '<rootDir>/test/run/sequencer.mjs',
  testTimeout: 60_000, // far beyond any test: how slow something is, the bench says
  workerGracefulExitTimeout: 2_000, // busy cores take more than half a second to end a process that has nothing open any more
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': swc },
  moduleNameMapper: { ...preact, ...own },
};
