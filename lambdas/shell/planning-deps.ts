import { dynamoBatches } from '../../adapters/dynamodb/batches/batches.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../adapters/dynamodb/tenants/remembered-tenants.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { withDefaults, withFileBuckets } from '../../core/workflows/rules/workflow-defaults.ts';
import { stageDefaultSettings, stageDefaults } from './stage-defaults.ts';

/** The settings that decide what is planned. */
export const planningSettings = [
  'TABLE_NAME',
  'SMS_COUNTRIES',
  ...stageDefaultSettings,
  'ATTACHMENT_BUCKETS',
  'FREQUENCY_CAPS',
  'FREQUENCY_CAP_OVER',
] as const;

/** What planning goes by, in `ingest` and in a dry run: both read the same users and apply the same defaults and caps. */
export function planningDeps(
  settings: Pick<Settings, (typeof planningSettings)[number]>,
  { table, workflows }: { table: Table; workflows: ReadonlyMap<string, Workflow> },
) {
  return {
    workflows: withFileBuckets(withDefaults(workflows, stageDefaults(settings)), settings.ATTACHMENT_BUCKETS),
    tenants: rememberedTenants(table),
    batches: dynamoBatches(table),
    frequencyCapPolicy: { allowances: settings.FREQUENCY_CAPS, over: settings.FREQUENCY_CAP_OVER },
    now: () => new Date(),
  };
}
