import type { Workflow } from './workflow.ts';

/**
 * Parses data that was accepted and stored, perhaps by another version of the workflow: a field that this one does not have is left
 * out. What it has must fit. A publish is parsed by the payload itself, which refuses what is not known.
 */
export function parseStoredData({ payload }: Pick<Workflow, 'payload'>, data: Record<string, unknown>) {
  return payload.safeParse(Object.fromEntries(Object.entries(data).filter(([field]) => Object.hasOwn(payload.shape, field))));
}
