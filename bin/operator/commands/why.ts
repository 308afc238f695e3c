import type { Command } from 'commander';
import { withStageApi } from '../api/stage-api.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { lookFor, nothingKnown } from '../why/look-for.ts';
import { jsonOption, limitOption, rawOption, stageOption } from './options.ts';

/** Adds `why`: what stands in the way of somebody's notifications. */
export function addWhy(program: Command): void {
  program
    .command('why')
    .description('why something did or did not arrive, in sentences')
    .argument('<whom>', "an e-mail address, a phone number, a user's id, or a notification's like ntf_…")
    .addOption(stageOption())
    .addOption(limitOption().default(5))
    .addOption(rawOption())
    .addOption(jsonOption())
    .action(why);
}

type WhyOptions = { stage: string; limit: number; raw?: true; json?: true };

async function why(whom: string, { stage, limit, raw, json }: WhyOptions): Promise<void> {
  const stack = await findStack(stage);
  const told = await withStageApi(stack, 'why', (api) => lookFor(whom, { api, stack, stage, limit, raw: raw ?? false }));
  if (!told.found) throw nothingKnown(stage);
  printResult(json, told.document, told.lines);
}
