// what build-edited.ts runs: checks the workflows and bundles every function with them, into the folder it is given
import { mkdirSync } from 'node:fs';
import { buildHandlers } from '../../lib/handlers/build-handlers.ts';
import { sources } from '../../lib/places.ts';
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { checkWorkflows } from '../../lib/workflows/check-workflows.ts';
import { findWorkflows } from '../../lib/workflows/workflow-sources.ts';

const [outdir = ''] = process.argv.slice(2);
mkdirSync(outdir, { recursive: true });
try {
  const workflows = await findWorkflows();
  await checkWorkflows(workflows, outdir);
  await buildHandlers(sources, outdir, { workflows }); // by every provider: whichever the running system sends by is among them
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
