import type { Command } from 'commander';
import { resumeBulkEmailOf, showBulkEmail } from '../bulk-email.ts';
import { findStack } from '../find-stack.ts';
import { jsonOption, stageOption } from './options.ts';

type BulkEmailOptions = { stage: string; json?: true };

/** Adds `bulk-email`: e-mail to many, and the pause that it takes by itself. */
export function addBulkEmail(program: Command): void {
  const bulkEmail = program
    .command('bulk-email')
    .description('e-mail to many, which is paused when too much of it bounces or is complained about');
  bulkEmail
    .command('show')
    .description('whether it is paused, and the rates of bounces and complaints')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(async ({ stage, json }: BulkEmailOptions) => showBulkEmail(await findStack(stage), json));
  bulkEmail
    .command('resume')
    .description('resume it, once what was wrong is mended; the rates are counted anew')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(async ({ stage, json }: BulkEmailOptions) => resumeBulkEmailOf(await findStack(stage), json));
}
