import type * as z from 'zod';
import { digestWorkflow } from '../../digests/rules/digest-names.ts';
import { definitionFaults } from './definition-faults.ts';
import type { Workflow } from './workflow.ts';

/** What `maxSmsSegments` was called until 0.2. */
type FormerName = { maxSmsParts?: number };

/**
 * Checks a definition and gives it back, so that a wrong one stops whoever loads it.
 * @throws Error with the workflow's name and each wrong field.
 */
export function defineWorkflow<Payload extends z.ZodObject, const Key extends string, Variant extends string = string>(
  given: Workflow<Payload, Key, Variant> & FormerName,
): Workflow<Payload, Key, Variant> {
  const workflow = underTodaysName(given);
  const faults = definitionFaults(workflow);
  if (faults.length > 0) throw new Error(`${nameOf(workflow)} is wrong: ${faults.join('; ')}`);

  return workflow;
}

function underTodaysName<Definition>(given: Definition & FormerName): Definition {
  if (typeof given !== 'object' || given === null || !('maxSmsParts' in given)) return given;
  const { maxSmsParts, ...rest } = given;
  return { maxSmsSegments: maxSmsParts, ...rest } as Definition;
}

/**
 * Finds workflows by key.
 * @throws Error when two have the same key, or one has the key of digests.
 */
export function workflowsByKey(workflows: readonly Workflow[]): ReadonlyMap<string, Workflow> {
  const byKey = new Map<string, Workflow>();
  for (const workflow of workflows) {
    if (workflow.key === digestWorkflow) throw new Error(`workflow "${digestWorkflow}" has the name of digests; give it another`);
    if (byKey.has(workflow.key)) throw new Error(`workflow "${workflow.key}" is defined twice; a key names one workflow`);
    byKey.set(workflow.key, workflow);
  }
  return byKey;
}

function nameOf(workflow: unknown): string {
  const key = typeof workflow === 'object' && workflow !== null && 'key' in workflow ? workflow.key : undefined;
  return typeof key === 'string' ? `workflow "${key}"` : 'a workflow without a key';
}
