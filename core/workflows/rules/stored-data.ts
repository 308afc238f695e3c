import { isBlank, safeText } from '../../../contract/text.ts';
import type { Workflow } from './workflow.ts';

/**
 * Parses data that was accepted and stored, perhaps by another version of the workflow: a field that this one does not have is left
 * out. What it has must fit, but text that 0.1.0 took and that is none today does not stop what was held with it: it is made safe.
 * A publish is parsed by the payload itself, which refuses what is not known.
 */
export function parseStoredData({ payload }: Pick<Workflow, 'payload'>, data: Record<string, unknown>) {
  const known = Object.fromEntries(Object.entries(data).filter(([field]) => Object.hasOwn(payload.shape, field)));
  const parsed = payload.safeParse(known);
  if (parsed.success) return parsed;
  const mended = payload.safeParse(makeSafe(known));
  return mended.success ? mended : parsed;
}

/** Every text within, made safe; a dash stands for one that shows nothing. */
function makeSafe(value: unknown): unknown {
  if (typeof value === 'string') return isBlank(value) ? '–' : safeText(value);
  if (Array.isArray(value)) return value.map(makeSafe);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, within]) => [field, makeSafe(within)]));
}
