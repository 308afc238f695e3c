import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readOwnerConfig } from '../../lib/settings/owner-config.ts';
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { checkWorkflows } from '../../lib/workflows/check-workflows.ts';
import type { Outcome } from './checks.ts';
import { runTool } from './run-tool.ts';

/** The owner's own workflows, when a file of settings names them. From here on nothing knows of that file: what follows tests Bellhop. */
export async function takeOwnWorkflows(project: string): Promise<string | undefined> {
  const { workflowsFolder } = await readOwnerConfig(project);
  process.env.BELLHOP_CONFIG = '';
  return workflowsFolder;
}

/** Asks of the owner's workflows what a deploy asks of them. */
export async function checkOwnWorkflows(folder: string): Promise<Outcome> {
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
export async function checkOwnTypes(folder: string, compiler: string): Promise<Outcome> {
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
