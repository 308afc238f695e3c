import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { countOf } from '../count-of.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';
import { carryOver } from '../restore/carry-over.ts';
import { describeNext, describePlan } from '../restore/describe-restore.ts';
import { pauseSending } from '../restore/pause-sending.ts';
import { describeTable, expectRestorable, type RestorePlan, targetOf } from '../restore/restorable.ts';
import { restoreTable } from '../restore/restore-table.ts';
import { jsonOption, stageOption, yesOption } from './options.ts';

type RestoreOptions = { stage: string; at: Date; from?: string; keepErased?: true; start?: true; yes?: true; json?: true };

/** Adds `restore`: the table as it was, in a new one. */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .description(
      "restore a stage's table, as it was at an instant, into a new one, and say how to switch over; without --start, say what that does",
    )
    .addOption(stageOption())
    .addOption(
      new Option('--at <instant>', 'the last second that is right, like 2030-03-31T01:30:00Z')
        .argParser(aSecond)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--from <table>', 'the table to restore, if it is not the one that the stage works on'))
    .addOption(new Option('--keep-erased', 'keep the users who were erased since, if that is what was wrong'))
    .addOption(new Option('--start', 'do it'))
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(restore);
}

async function restore({ stage, at, from, keepErased, start, yes, json }: RestoreOptions): Promise<void> {
  if (stage === 'local') throw new CannotDo('the local system keeps its data in a folder: copy that, and put the copy back');
  const { tableName } = await findStack(stage);
  const target = targetOf(stage, at);
  const plan: RestorePlan = { stage, source: from ?? tableName, target, at };
  const isSwitched = tableName === target;
  if (plan.source === target) throw new CannotDo(`stage ${stage} works on ${target} already; name the old table with --from`);

  const dynamo = new DynamoDBClient();
  if ((await describeTable(plan.source, dynamo)) === undefined)
    throw new CannotDo(`there is no table ${plan.source} in this account and region`, { code: exitCodes.notFound });
  if ((await describeTable(target, dynamo)) === undefined) await expectRestorable(plan, dynamo);
  if (!start) return printResult(json, { ...plan, started: false }, describePlan(plan));

  await confirmChange(isSwitched ? 'carry over what came since' : `restore into ${target}, and pause e-mail and SMS,`, {
    stage,
    ...(yes && { yes }),
  });
  const tell = (line: string) => console.error(line);
  const stream = await restoreTable(plan, { dynamo, tell, pause: () => sleep(15_000) });
  const [old, restored] = [openTable(plan.source), openTable(target)];
  const queues = isSwitched
    ? []
    : await pauseSending([old, restored], { why: `${plan.source} is being restored`, quiet: () => sleep(60_000), tell });
  const carried = await carryOver(at, { from: old, to: restored }, { keepErased: keepErased === true });
  const settings = { tableName: target, tableStreamArn: stream };
  printResult(json, { ...plan, started: true, carried, settings, paused: queues }, [
    `Carried over: ${countOf(carried.notifications, 'notification')} of which something was written since, ${countOf(carried.erasures, 'erasure')} of users, and ${carried.others} suppressions, cancellations, keys, requests and sums.`,
    ...(isSwitched ? [] : describeNext(plan, { stream, queues, keepErased })),
  ]);
}

function aSecond(text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('it must be an instant with its zone, like 2030-03-31T01:30:00Z.');
  if (at > new Date()) throw new InvalidArgumentError('it must be in the past.');
  return new Date(Math.floor(at.getTime() / 1000) * 1000); // DynamoDB restores to seconds
}
