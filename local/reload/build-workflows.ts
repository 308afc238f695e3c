// what build-edited.ts runs: checks the workflows and bundles the functions that have them, into the folder it is given
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildHandlers, handlersWithWorkflows } from '../../lib/handlers/build-handlers.ts';
import { sources } from '../../lib/places.ts';
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { checkWorkflows } from '../../lib/workflows/check-workflows.ts';
import { findWorkflows } from '../../lib/workflows/workflow-sources.ts';

const [outdir = '', built = ''] = process.argv.slice(2);
mkdirSync(outdir, { recursive: true });
try {
  const workflows = await findWorkflows();
  await checkWorkflows(workflows, outdir);
  // by every provider: whichever the running system sends by is among them
  const only = existsSync(join(built, 'metafile.json')) ? { only: handlersWithWorkflows(built) } : {};
  await buildHandlers(sources, outdir, { workflows, ...only, withoutMaps: true });
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
