import { testWorkflows } from 'bellhop/testing';

// holds what every workflow says to copy.test.ts.snapshot; `npm run test:update` writes what you have changed on purpose
testWorkflows();
