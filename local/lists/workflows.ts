import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ListedWorkflow, workflowListName } from '../../lib/check-workflows.ts';

/** The workflows of a synthesis, or of a build of edited ones: those that its bundles know. */
export function readWorkflows(folder: string): ListedWorkflow[] {
  return z.array(ListedWorkflow).parse(JSON.parse(readFileSync(join(folder, workflowListName), 'utf8')));
}
