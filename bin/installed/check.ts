import { existsSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ownersFolder } from '../../lib/places.ts';
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { listWorkflows } from '../../lib/workflows/list-workflows.ts';
import { findWorkflows } from '../../lib/workflows/workflow-sources.ts';
import { runNode } from './run-node.ts';

/** Checks the owner's workflows as a deploy would, and their types. Says what is wrong, and ends with exit code 1 if anything is. */
export async function checkProject(): Promise<void> {
  if (!(await areWorkflowsGood()) || !(await areTypesGood())) process.exitCode = 1;
}

async function areWorkflowsGood(): Promise<boolean> {
  try {
    const workflows = await listWorkflows();
    const folder = relative(ownersFolder, await findWorkflows());
    console.log(`workflows: ${workflows.length} in ${folder} are in order`);
    return true;
  } catch (error) {
    if (!(error instanceof OwnerError)) throw error;
    console.error(error.message);
    return false;
  }
}

async function areTypesGood(): Promise<boolean> {
  if (!existsSync(join(ownersFolder, 'tsconfig.json'))) return leftOut('there is no tsconfig.json');
  const code = await runNode([findCompiler(), '--noEmit', '-p', ownersFolder]);
  if (code === 0) console.log('types: in order');
  return code === 0;
}

function leftOut(why: string): true {
  console.log(`types: not checked (${why})`);
  return true;
}

/** The owner's own compiler, as which version of it checks their code is theirs to choose; else ours. */
function findCompiler(): string {
  return compilerOf(join(ownersFolder, 'package.json')) ?? compilerOf(import.meta.url) ?? '';
}

function compilerOf(base: string): string | undefined {
  try {
    return join(dirname(findPackageJSON('typescript', base) ?? ''), 'bin', 'tsc');
  } catch {
    return undefined; // it is not installed there
  }
}
