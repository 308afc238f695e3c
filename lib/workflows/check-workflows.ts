import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sourceFile } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import { checkBuilt, explainFault } from './check-built.ts';
import { buildBeside } from './load-beside.ts';
import { requiredFiles } from './workflow-sources.ts';

const whyNeeded: Readonly<Record<(typeof requiredFiles)[number], string>> = {
  'index.ts': 'it lists your workflows',
  'emails.ts': 'it has an e-mail template for each workflow',
  'brand.ts': 'without it e-mails would go out under the name and address of our example',
};

/** Where the checks lie that every workflow has to pass. */
const checks = sourceFile('workflows/_check/check-workflow');

/** How each is listed. */
const description = sourceFile('core/workflows/rules/describe-workflow');

/**
 * Loads the workflows of a folder as a function would and renders what they say, so that a wrong one stops synthesis and not the
 * first publish. Answers them as they are listed.
 * @throws OwnerError with the message of the definition that is wrong, the names of what is missing, or what would not be rendered.
 */
export async function checkWorkflows(folder: string, outdir: string): Promise<WorkflowAnswer[]> {
  requireFiles(folder);
  await build(catalogueBuild(folder, outdir)).catch((error) => explainFault(error, folder));
  return checkBuilt(folder, outdir);
}

/** @throws OwnerError with the names of the files that a folder of workflows has to have, and has not. */
export function requireFiles(folder: string): void {
  const absent = requiredFiles.filter((file) => !existsSync(join(folder, file)));
  if (absent.length > 0)
    throw new OwnerError(absent.map((file) => `${join(folder, file)} is missing: ${whyNeeded[file]}`).join('\n'));
}

/** How the workflows of a folder are bundled with what checks them. */
export function catalogueBuild(folder: string, outdir: string): BuildOptions {
  return buildBeside(folder, outdir, { checkWorkflows: checks, describeWorkflow: description });
}
