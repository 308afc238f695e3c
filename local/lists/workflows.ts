import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sampleWorkflow } from '../../lib/workflows/sample-workflow.ts';
import { workflowListName } from '../../lib/workflows/workflow-list.ts';

/** The workflows of a synthesis, or of a build of edited ones: those that its bundles know. */
export function readWorkflows(folder: string): WorkflowAnswer[] {
  return z.array(WorkflowAnswer).parse(JSON.parse(readFileSync(join(folder, workflowListName), 'utf8')));
}

/** What to publish to see that it works. */
export type SamplePublish = { workflow: string; recipients: string[]; data: object };

/** A greeting where the workflows here have one, else the example of the first of them. */
export function samplePublish(workflows: readonly WorkflowAnswer[]): SamplePublish {
  const first = sampleWorkflow(workflows);
  const recipients = ['ada'];
  if (first === undefined || first.key === 'message')
    return { workflow: 'message', recipients, data: { title: 'Hello', body: 'Your first notification.' } };
  return { workflow: first.key, recipients, data: first.example };
}
