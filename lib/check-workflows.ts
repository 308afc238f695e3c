import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundling } from './bundling.ts';
import { OwnerError } from './owner-error.ts';

/** What `workflows/index.ts` and `workflows/emails.ts` have to export, as far as is asked here. */
const Catalogue = z.object({
  workflows: z.array(z.object({ key: z.string() })),
  emails: z.record(z.string(), z.unknown()),
});

/**
 * Loads the owner's workflows as a function would, so that a wrong one stops synthesis and not the first publish.
 * @throws OwnerError with the message of the definition that is wrong, or the names of what is missing.
 */
export async function checkWorkflows(project: string, outdir: string): Promise<void> {
  const { workflows, emails } = await loadCatalogue(project, outdir);
  const keys = workflows.map(({ key }) => key);

  const faults = [
    ...foldersOf(project)
      .filter((folder) => !keys.includes(folder))
      .map((folder) => `workflows/${folder} has no workflow with the key "${folder}" in workflows/index.ts`),
    ...keys
      .filter((key) => !Object.hasOwn(emails, key)) // any workflow can go out as e-mail: a publish may name the channel
      .map((key) => `workflow "${key}" has no e-mail template in workflows/emails.ts`),
  ];
  if (faults.length > 0) throw new OwnerError(faults.join('\n'));
}

async function loadCatalogue(project: string, outdir: string): Promise<z.infer<typeof Catalogue>> {
  const outfile = join(outdir, 'workflows.cjs');
  const contents = `export { workflows } from './workflows/index.ts'; export { emails } from './workflows/emails.ts';`;
  try {
    await build({ ...bundling, sourcemap: false, stdin: { contents, resolveDir: project }, absWorkingDir: project, outfile });
    return Catalogue.parse(createRequire(outfile)(outfile));
  } catch (error) {
    throw new OwnerError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The folders that hold a workflow; one that begins with `_` holds what workflows share. */
function foldersOf(project: string): string[] {
  const workflows = join(project, 'workflows');
  return readdirSync(workflows).filter((folder) => !folder.startsWith('_') && existsSync(join(workflows, folder, 'workflow.ts')));
}
