// what bundle-at-once.ts runs: checks workflows and bundles every handler with them; prints the folder of the bundles
import { mkdirSync } from 'node:fs';
import { type BuildChoice, buildHandlers } from '../handlers/build-handlers.ts';
import { sources } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import { checkWorkflows } from '../workflows/check-workflows.ts';

/** What is bundled, and the folder in which the bundles get one of their own. */
export type BundleOrder = BuildChoice & { outdir: string };

const { outdir, ...choice }: BundleOrder = JSON.parse(process.argv[2] ?? '{}');
try {
  mkdirSync(outdir, { recursive: true });
  await checkWorkflows(choice.workflows, outdir);
  process.stdout.write(await buildHandlers(sources, outdir, choice));
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
