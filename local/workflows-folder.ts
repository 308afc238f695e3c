import { OwnerError } from '../lib/settings/owner-error.ts';
import { findWorkflows } from '../lib/workflows/workflow-sources.ts';
import { CannotStart } from './stopping.ts';

/**
 * The workflows that run here: the owner's own, or ours.
 * @throws CannotStart when the owner's file of settings is wrong.
 */
export async function findWorkflowsFolder(): Promise<string> {
  try {
    return await findWorkflows();
  } catch (error) {
    throw error instanceof OwnerError ? new CannotStart(error.message) : error;
  }
}
