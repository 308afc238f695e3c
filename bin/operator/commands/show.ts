import type { Command } from 'commander';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { aboutNotification } from '../why/about-notification.ts';
import { jsonOption, stageOption } from './options.ts';

/** Adds `show`: one notification, step by step. */
export function addShow(program: Command): void {
  program
    .command('show')
    .description('what happened to a notification on every channel, and why')
    .argument('<notification>', 'its id, like ntf_…')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(show);
}

async function show(id: string, { stage, json }: { stage: string; json?: true }): Promise<void> {
  const stack = await findStack(stage);
  const { found, document, lines } = await withStageApi(stack, 'show', (api) => aboutNotification(id, { api, stack }));
  if (!found)
    throw new CannotDo(
      `stage ${stage} has no notification "${id}"; it was cleaned away, or is not planned yet. "bellhop list" has those there are`,
      { code: exitCodes.notFound },
    );
  printResult(json, document, lines);
}
