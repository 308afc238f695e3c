// npm run lint, typecheck, test:unit, test:properties and check:workflows: a part of what `npm test` runs, by its name
import { dirname } from 'node:path';
import { type Check, checks, runProperties, runUnitTests } from './run/checks.ts';
import { workflowChecks } from './run/own-workflows.ts';
import { show } from './run/show.ts';

const [part = '', ...patterns] = process.argv.slice(2);
const parts: Record<string, () => Promise<readonly Check[]>> = {
  lint: async () => checks.lint,
  typecheck: async () => checks.typecheck,
  unit: async () => [() => runUnitTests(patterns)],
  properties: async () => [runProperties],
  workflows: () => workflowChecks(dirname(import.meta.dirname)),
};

const chosen = parts[part];
if (chosen === undefined) throw new Error(`there is no part "${part}"; there are ${Object.keys(parts).join(', ')}`);
let failed = 0;
for (const check of await chosen()) failed += show(await check()).failed;
process.exitCode = failed === 0 ? 0 : 1;
