import type { Command } from 'commander';
import { ownersFolder } from '../../../lib/places.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { CannotDo } from '../cannot-do.ts';
import { printResult } from '../print-result.ts';
import { tableLines } from '../print-table.ts';
import { compareSettings } from '../settings/compare-settings.ts';
import { deployedSettings } from '../settings/deployed-settings.ts';
import { runningSettings } from '../settings/running-settings.ts';
import { stageDefaults } from '../settings/stage-defaults.ts';
import { jsonOption, stageOption } from './options.ts';

type SettingsOptions = { stage: string; json?: true };

/** Adds `settings`: what a stage is set to. */
export function addSettings(program: Command): void {
  const settings = program.command('settings').description('what a stage is set to');
  settings
    .command('show')
    .description('the settings that a stage was deployed with; of the local system those that it was started with')
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
  const settings = await settingsOf(stage);
  const defaults = stageDefaults(stage, settings);
  const rows = [...Object.entries(settings), ...Object.entries(defaults).map(([name, value]) => [name, `${value} (by default)`])];
  printResult(json, { stage, settings, defaults }, tableLines(['setting', 'value'], rows.sort()));
}

async function diff({ stage, json }: SettingsOptions): Promise<void> {
  const isLocal = stage === 'local';
  const differences = compareSettings(await settingsOf(stage), await settingsHere(stage));
  const rows = differences.map(({ setting, deployed = '-', here = '-' }) => [setting, deployed, here]);
  printResult(
    json,
    { stage, differences },
    rows.length === 0
      ? [
          `Nothing differs: ${isLocal ? 'the local system runs with the settings of here' : 'a deploy from here changes no setting'}.`,
        ]
      : [
          ...tableLines(['setting', isLocal ? 'running' : 'deployed', 'here'], rows),
          ...(isLocal ? ['To take over what is here, restart the local system: npm start'] : []),
        ],
  );
}

function settingsOf(stage: string): Promise<Readonly<Record<string, string>>> {
  return stage === 'local' ? runningSettings() : deployedSettings(stage);
}

/** What the owner's file and the defaults make of a stage. Loaded when it is asked for: it brings the schemas of all settings. */
async function settingsHere(stage: string): Promise<Record<string, string>> {
  const [{ readOwnerConfig }, { readOwnerSettings }, { settingsRecord }] = await Promise.all([
    import('../../../lib/settings/owner-config.ts'),
    import('../../../lib/settings/read-owner-settings.ts'),
    import('../../../lib/settings/settings-record.ts'),
  ]);
  try {
    const config = await readOwnerConfig(ownersFolder);
    return settingsRecord(readOwnerSettings({ stage }, config));
  } catch (error) {
    if (!(error instanceof OwnerError)) throw error;
    throw new CannotDo(error.message);
  }
}
