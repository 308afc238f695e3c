import { join } from 'node:path';
import type { Command } from 'commander';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { CannotDo } from '../cannot-do.ts';
import { printResult } from '../print-result.ts';
import { tableLines } from '../print-table.ts';
import { compareSettings } from '../settings/compare-settings.ts';
import { deployedSettings } from '../settings/deployed-settings.ts';
import { jsonOption, stageOption } from './options.ts';

type SettingsOptions = { stage: string; json?: true };

/** Adds `settings`: what a stage is set to. */
export function addSettings(program: Command): void {
  const settings = program.command('settings').description('what a stage is set to');
  settings
    .command('show')
    .description('the settings that a stage was deployed with; of the local system those that it starts with')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(show);
  settings
    .command('diff')
    .description('what a deploy with your bellhop.config.ts would change of them; what is given with -c is not known here')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(diff);
}

async function show({ stage, json }: SettingsOptions): Promise<void> {
  const settings = await (stage === 'local' ? settingsHere(stage) : deployedSettings(stage));
  printResult(json, { stage, settings }, tableLines(['setting', 'value'], Object.entries(settings)));
}

async function diff({ stage, json }: SettingsOptions): Promise<void> {
  const here = await settingsHere(stage);
  const differences = compareSettings(stage === 'local' ? here : await deployedSettings(stage), here);
  const rows = differences.map(({ setting, deployed = '-', here = '-' }) => [setting, deployed, here]);
  printResult(
    json,
    { stage, differences },
    rows.length === 0
      ? ['Nothing differs: a deploy from here changes no setting.']
      : tableLines(['setting', 'deployed', 'here'], rows),
  );
}

/** What the owner's file and the defaults make of a stage. Loaded when it is asked for: it brings the schemas of all settings. */
async function settingsHere(stage: string): Promise<Record<string, string>> {
  const [{ readOwnerConfig }, { readOwnerSettings }, { settingsRecord }] = await Promise.all([
    import('../../../lib/settings/owner-config.ts'),
    import('../../../lib/settings/read-owner-settings.ts'),
    import('../../../lib/settings/settings-record.ts'),
  ]);
  try {
    const config = await readOwnerConfig(join(import.meta.dirname, '../../..'));
    return settingsRecord(readOwnerSettings({ stage }, config));
  } catch (error) {
    if (!(error instanceof OwnerError)) throw error;
    throw new CannotDo(error.message);
  }
}
