import type { Command } from 'commander';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { lookFor, nothingKnown } from '../why/look-for.ts';
import { jsonOption, limitOption, rawOption, stageOption, tenantOption } from './options.ts';

/** Adds `why`: what stands in the way of somebody's notifications. */
export function addWhy(program: Command): void {
  program
    .command('why')
    .description('why something did or did not arrive, in sentences')
    .argument('<whom>', "an e-mail address, a phone number, a user's id, or a notification's like ntf_…")
    .addOption(stageOption())
    .addOption(tenantOption())
    .addOption(limitOption().default(5))
    .addOption(rawOption())
    .addOption(jsonOption())
    .action(why);
}

type WhyOptions = { stage: string; tenant?: string; limit: number; raw?: true; json?: true };

async function why(whom: string, { stage, tenant, limit, raw, json }: WhyOptions): Promise<void> {
  const stack = await findStack(stage);
  const look = (api: StageApi) => lookFor(whom, { api, stack, stage, tenant, limit, raw: raw ?? false });
  const told = await withStageApi(stack, 'why', look, { tenant });
  if (!told.found) throw nothingKnown(stage);
  printResult(json, told.document, told.lines);
}
