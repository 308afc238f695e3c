import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, type Step } from '../step.ts';
import type { Stranger } from './stranger.ts';

/** How the line of docs/testing.md stands in a file of each runner, and what runs it. */
const runners = {
  vitest: {
    file: 'copy.test.ts',
    text: "import { testWorkflows } from 'bellhop/testing';\nimport { expect, test } from 'vitest';\n\ntestWorkflows({ test, expect });\n",
    line: 'npx vitest run --dir vitest',
  },
  jest: {
    file: 'copy.test.js',
    text: "import { testWorkflows } from 'bellhop/testing';\n\ntestWorkflows();\n",
    line: 'NODE_OPTIONS=--experimental-vm-modules npx jest --ci=false --rootDir jest',
  },
} as const;

/** Keeps texts by the other runners of tests that a project may have: it passes, and fails once a text is another. */
export const runnerSteps: readonly Step<Stranger>[] = Object.entries(runners).map(([name, { file, text, line }]) => ({
  name: `the same line in ${name}`,
  async run({ run, project }) {
    mkdirSync(join(project, name));
    writeFileSync(join(project, name, file), text);
    await run(`npm install --save-dev ${name}`);
    await run(line);
    const workflow = join(project, 'workflows/message/workflow.ts');
    const good = readFileSync(workflow, 'utf8');
    writeFileSync(workflow, good.replace(/subject: .*/, "subject: () => 'Something else',"));
    const printed = await run(`${line} || echo "and so it ends"`);
    writeFileSync(workflow, good);
    assert(printed.includes('and so it ends'), `${name} passes, although a subject has changed`);
    assert(
      /message reads as before/.test(printed) && /Something else/.test(printed),
      `it does not tell which: ${printed.slice(-600)}`,
    );
    return 'it passes, and fails with another text';
  },
}));
