import type { Command } from 'commander';
import { Address } from '../../../contract/suppressions/suppressions.ts';
import { NotificationId } from '../../../contract/values.ts';
import { listPaused } from '../../../core/delivery/list-paused.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { describePaused } from '../pauses/describe-paused.ts';
import { openPauses } from '../pauses/open-pauses.ts';
import { printResult } from '../print-result.ts';
import { aboutAddress } from '../why/about-address.ts';
import { aboutNotification } from '../why/about-notification.ts';
import { aboutUser } from '../why/about-user.ts';
import type { Told, Where } from '../why/where.ts';
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
  if (!told.found)
    throw new CannotDo(
      `stage ${stage} knows nothing of that: no user, no notification, and nothing was sent there or stands against it. ` +
        'An id is told apart by capitals too; "bellhop list" has what there is',
      { code: exitCodes.notFound },
    );
  const isOne = NotificationId.safeParse(whom).success; // which is told of with what it waits for
  const paused = isOne ? [] : await listPaused(openPauses(stack));
  printResult(json, { ...(isOne && { about: 'notification' }), ...told.document, ...(paused.length > 0 && { paused }) }, [
    ...told.lines,
    ...paused.map((each) => describePaused(each, new Date())),
  ]);
}

/** An app may have addresses as the ids of its users: then both are told of. */
async function lookFor(whom: string, where: Where): Promise<Told> {
  if (NotificationId.safeParse(whom).success) return aboutNotification(whom, where);
  if (!Address.safeParse(whom).success) return aboutUser(whom, where);
  const [address, user] = [await aboutAddress(whom, where), await aboutUser(whom, where)];
  if (!user.found) return address;
  return { found: true, document: { ...address.document, as_user: user.document }, lines: [...address.lines, '', ...user.lines] };
}
