import { type Stage, stages } from '../stage.ts';
import type { OwnerSettings } from './owner-settings.ts';

/** The stage that an owner asks for, with what they set of it themselves. */
export function stageOf({ stage, queueConcurrency }: Pick<OwnerSettings, 'stage' | 'queueConcurrency'>): Stage {
  return { ...stages[stage], ...(queueConcurrency !== undefined && { queueConcurrency }) };
}
