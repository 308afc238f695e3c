import type { Command } from 'commander';
import { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { describeTimeline } from '../why/describe-timeline.ts';
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
  const path = `/v1/notifications/${encodeURIComponent(id)}`;
  const found = await withStageApi(await findStack(stage), 'show', (api) => api.find(NotificationAnswer, path));
  if (found === undefined)
    throw new CannotDo(
      `stage ${stage} has no notification "${id}"; it was cleaned away, or is not planned yet. "bellhop list" has those there are`,
      { code: exitCodes.notFound },
    );
  printResult(json, found, describeTimeline(found));
}
