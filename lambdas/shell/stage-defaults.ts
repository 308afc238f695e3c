import type { Settings } from '../../contract/settings.ts';
import type { WorkflowDefaults } from '../../core/workflows/rules/workflow-defaults.ts';

/** The settings that say what a workflow leaves open. */
export const stageDefaultSettings = ['OPT_IN_CHANNELS', 'EMAIL_FREQUENCY', 'CHANNELS_ON'] as const;

/** Says what a stage has for what its workflows leave open, and which optional channels it has. */
export function stageDefaults(settings: Pick<Settings, (typeof stageDefaultSettings)[number]>): WorkflowDefaults {
  return { optIn: settings.OPT_IN_CHANNELS, digest: settings.EMAIL_FREQUENCY, channelsOn: settings.CHANNELS_ON };
}
