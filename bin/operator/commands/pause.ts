import { type Command, Option } from 'commander';
import { type QueueKey, queueKeys } from '../../../contract/channels/channels.ts';
import { markOf } from '../../../core/delivery/choose-provider.ts';
import { listPaused } from '../../../core/delivery/list-paused.ts';
import type { PausableQueue } from '../../../core/delivery/ports/pauses.ts';
import { resumeWorkflow } from '../../../core/delivery/resume-workflow.ts';
import { resumeBulkEmailOf } from '../bulk-email.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { describePaused } from '../pauses/describe-paused.ts';
import { expectWorkflow } from '../pauses/expect-workflow.ts';
import { openPauses } from '../pauses/open-pauses.ts';
import { pausableArgument } from '../pauses/pausable-argument.ts';
import { pauseQueueNow } from '../pauses/pause-queue-now.ts';
import { expectStandby, findProvider, type NamedProvider } from '../pauses/provider-to-pause.ts';
import { printResult } from '../print-result.ts';
import { jsonOption, stageOption, yesOption } from './options.ts';

type PauseOptions = { stage: string; why?: string; yes?: true; json?: true };

/** Adds `pause` and `resume`: a channel or a workflow that waits until its owner says so. */
export function addPause(program: Command): void {
  program
    .command('pause')
    .description('let a channel or a workflow wait until it is resumed; without either, say what is paused')
    .addArgument(pausableArgument('[what]'))
    .addOption(stageOption())
    .addOption(new Option('--why <words>', 'what others are told who ask').default('the owner has paused it'))
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(pause);
  program
    .command('resume')
    .description('let it go again, and what waits with it')
    .addArgument(pausableArgument('<what>'))
    .addOption(stageOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(resume);
}

async function pause(what: string | undefined, { why = '', json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  if (what === undefined) return tellPaused(stage, json);
  if (isQueue(what)) return pauseQueue(what, { why, ...(json && { json }), ...change });

  const provider = findProvider(what);
  if (provider !== undefined) return pauseProvider(provider, { why, ...(json && { json }), ...change });

  const stack = await findStack(stage);
  await expectWorkflow(what, { stack, stage });
  await confirmChange(`pause the workflow "${what}" on every channel`, change);
  const { workflowPauses, now } = openPauses(stack);
  await workflowPauses.pause(what, { why, since: now() });
  printResult(json, { stage, workflow: what, paused: true, why }, [
    `"${what}" is paused within seconds, until: npm run bellhop -- resume ${what} --stage ${stage}`,
    'What is published meanwhile is held, inbox items too; it is kept as long as notifications are. What expires meanwhile is not sent.',
  ]);
}

async function pauseQueue(queue: QueueKey, { why = '', json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  await confirmChange(`pause ${queue}`, change);
  const { pauses, now } = openPauses(await findStack(stage));
  await pauseQueueNow(queue, why, { pauses, now });
  printResult(json, { stage, queue, paused: true, why }, [
    `${queue} is paused within seconds, until: npm run bellhop -- resume ${queue} --stage ${stage}`,
    'What has waited for two days becomes dead-letter messages, which can be redriven.',
  ]);
}

async function pauseProvider(provider: NamedProvider, { why = '', json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  const { name, title } = provider;
  await expectStandby(provider, stage);
  await confirmChange(`let nothing go by ${title}`, change);
  const { pauses, now } = openPauses(await findStack(stage));
  await pauseQueueNow(markOf(name), why, { pauses, now });
  printResult(json, { stage, provider: name, paused: true, why }, [
    `Within seconds nothing goes by ${title}, and the next provider takes over, until: npm run bellhop -- resume ${name} --stage ${stage}`,
    'What may have gone by it already waits for it, as no other may send it again.',
  ]);
}

async function tellPaused(stage: string, json: boolean | undefined): Promise<void> {
  const pauses = openPauses(await findStack(stage));
  const data = await listPaused(pauses);
  const lines = data.map((each) => describePaused(each, pauses.now()));
  printResult(json, { stage, data }, data.length === 0 ? ['Nothing is paused.'] : lines);
}

async function resume(what: string, { json, ...change }: PauseOptions): Promise<void> {
  const { stage } = change;
  await confirmChange(`resume ${what}`, change);
  const stack = await findStack(stage);
  const { pauses, workflowPauses, ...places } = openPauses(stack);
  const mark = markFor(what);
  const found = mark === undefined ? (await workflowPauses.list()).get(what) : await pauses.find(mark);
  if (found === undefined) throw new CannotDo(`${what} is not paused in stage ${stage}`, { code: exitCodes.notFound });
  if (what === 'bulk-email') return resumeBulkEmailOf(stack, json);
  await (mark === undefined ? resumeWorkflow(what, { workflowPauses, ...places }) : pauses.resume(mark));
  const kind = isQueue(what) ? 'queue' : mark === undefined ? 'workflow' : 'provider';
  printResult(json, { stage, [kind]: what, paused: false, why: found.why }, [
    `${what} is resumed, and what waits follows within ${kind === 'workflow' ? 'a minute' : '15 minutes'}. It was paused because: ${found.why}`,
  ]);
}

/** Under which name it is marked as paused; nothing for a workflow. */
function markFor(what: string): PausableQueue | undefined {
  if (isQueue(what)) return what;
  const provider = findProvider(what);
  return provider && markOf(provider.name);
}

function isQueue(what: string): what is QueueKey {
  return queueKeys().some((key) => key === what);
}
