import type { Command } from 'commander';
import { findStack } from '../find-stack.ts';
import { checkUpgrade } from '../upgrade.ts';
import { jsonOption, stageOption } from './options.ts';

/** Adds `upgrade check`: what to look at before another version is deployed. */
export function addUpgrade(program: Command): void {
  program
    .command('upgrade')
    .description('before another version is deployed')
    .command('check')
    .description('what is deployed, what kind of step it is to this version, and what should be looked at first')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(async ({ stage, json }: { stage: string; json?: true }) => checkUpgrade(await findStack(stage), json));
}
