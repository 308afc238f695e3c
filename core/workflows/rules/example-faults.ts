import * as z from 'zod';
import { askSteps } from './ask-steps.ts';
import { tell, told } from './tell-fault.ts';
import type { Workflow } from './workflow.ts';

/** What is wrong with a workflow's example, or with the answers of its functions on it. */
export function exampleFaults(workflow: Workflow): string[] {
  const { payload, example } = workflow;
  if (isAsync(payload)) return [notAsync];
  try {
    const parsed = payload.safeParse(example, told);
    return parsed.success
      ? stepFaults(workflow, parsed.data)
      : parsed.error.issues.map((issue) => tell(['example', ...issue.path], issue));
  } catch (error) {
    // zod passes on what the owner's own checks throw
    if (error instanceof z.core.$ZodAsyncError) return [notAsync];
    return [
      tell(['payload'], { message: `could not check the example: ${error instanceof Error ? error.message : String(error)}` }),
    ];
  }
}

const notAsync = 'payload: no check and no transform may be asynchronous, as data is checked before a publish is answered';

/** Whether a schema, or one within it, has an asynchronous function. What an example leaves out is checked by no run of it. */
function isAsync(schema: unknown, seen = new Set<unknown>()): boolean {
  if (typeof schema === 'function') return schema.constructor.name === 'AsyncFunction';
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  const { _zod: internals } = schema as { _zod?: { def?: object } };
  return Object.values(internals?.def ?? schema).some((part) => isAsync(part, seen));
}

/** An example's instants lie before it, whenever that was written. */
const lateEnough = new Date('9000-01-01T00:00:00Z');

/** What is wrong with the answers of its functions on the example, for a user of whom nothing is known. */
function stepFaults(workflow: Workflow, data: Record<string, unknown>): string[] {
  return askSteps(workflow, data, { user: { id: 'somebody' }, since: lateEnough }).faults.map(
    ({ field, detail }) => `${field}: ${detail}`,
  );
}
