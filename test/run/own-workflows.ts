import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readOwnerConfig } from '../../lib/settings/owner-config.ts';
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { checkWorkflows } from '../../lib/workflows/check-workflows.ts';
import { type Check, checks, compiler, type Outcome } from './checks.ts';
import { runTool } from './run-tool.ts';

/** The owner's own workflows, when a file of settings names them. From here on nothing knows of that file: what follows tests Bellhop. */
async function takeOwnWorkflows(project: string): Promise<string | undefined> {
  const { workflowsFolder } = await readOwnerConfig(project);
  process.env.BELLHOP_CONFIG = '';
  return workflowsFolder;
}

/** Every check that is not a test: those of the project, and those of workflows that the owner keeps in a folder of their own. */
export async function allChecks(project: string): Promise<readonly Check[]> {
  return [...Object.values(checks).flat(), ...ownChecks(await takeOwnWorkflows(project))];
}

/** What is asked of the owner's workflows alone: those in a folder of their own, else those in the project. */
export async function workflowChecks(project: string): Promise<readonly Check[]> {
  const folder = await takeOwnWorkflows(project);
  return folder === undefined ? [() => checkWorkflowsIn(join(project, 'workflows'))] : ownChecks(folder);
}

function ownChecks(folder: string | undefined): readonly Check[] {
  return folder === undefined ? [] : [() => checkWorkflowsIn(folder), () => checkOwnTypes(folder)];
}

/** Asks of workflows what a deploy asks of them. */
async function checkWorkflowsIn(folder: string): Promise<Outcome> {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-workflows-'));
  const startedAt = Date.now();
  const output = await checkWorkflows(folder, outdir).then(
    () => '',
    (error: unknown) => {
      if (error instanceof OwnerError) return error.message;
      throw error;
    },
  );
  rmSync(outdir, { recursive: true });
  return outcomeOf('workflows', { isGood: output === '', detail: folder, output, seconds: (Date.now() - startedAt) / 1000 });
}

/** Checks the types of the owner's workflows by the `tsconfig.json` of their folder, or of one around it. */
async function checkOwnTypes(folder: string): Promise<Outcome> {
  const config = findUpwards('tsconfig.json', folder);
  if (config === undefined) {
    const output = `there is no tsconfig.json in ${folder} or above it; docs/own-workflows.md has one`;
    return outcomeOf('types, own', { isGood: false, detail: '', output, seconds: 0 });
  }
  const end = await runTool([compiler, '-p', config, '--singleThreaded']);
  return outcomeOf('types, own', { isGood: end.code === 0, detail: config, ...end });
}

type End = Pick<Outcome, 'detail' | 'output' | 'seconds'> & { isGood: boolean };

function outcomeOf(name: string, { isGood, detail, output, seconds }: End): Outcome {
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, detail, output, seconds };
}

function findUpwards(name: string, folder: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : findUpwards(name, dirname(folder));
}
