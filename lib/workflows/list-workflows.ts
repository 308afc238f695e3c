import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { checkWorkflows } from './check-workflows.ts';
import { findWorkflows } from './workflow-sources.ts';

/**
 * The workflows that a deploy from here would bring: the owner's own, or ours.
 * @throws OwnerError when the owner's file of settings or one of the workflows is wrong.
 */
export async function listWorkflows(): Promise<WorkflowAnswer[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-workflows-'));
  try {
    return await checkWorkflows(await findWorkflows(), outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
