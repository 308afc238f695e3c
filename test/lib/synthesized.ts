import { join } from 'node:path';
import { sharedProcess } from '../shared-process/shared-process.ts';
import type { Template } from './template.ts';

/** A synthesized stack: its template, the handler behind each function, and what the audits found. */
export type Synthesized = { template: Template; handlers: string[] };

/**
 * Synthesizes the stack as a deploy would, audits and all, with empty functions in place of bundles.
 * `validated` also checks each resource against CloudFormation's own schemas, which takes four seconds to start.
 * @throws Error with what the synthesis had to say.
 */
export async function synthesized(settings: Record<string, string>, { validated = false } = {}): Promise<Synthesized> {
  const ask = await sharedProcess(join(import.meta.dirname, 'synthesizer.ts'));
  return (await ask('/synthesize', { settings, validated })) as Synthesized;
}
