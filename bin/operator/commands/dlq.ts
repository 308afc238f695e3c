import { Argument, type Command } from 'commander';
import { type DeadLetterQueueName, deadLetterQueueNames } from '../dead-letter-queues.ts';
import { listDeadLetters, redriveDeadLetters, showDeadLetters } from '../dlq.ts';
import { findStack } from '../find-stack.ts';
import { jsonLinesOption, jsonOption, limitOption, rawOption, stageOption } from './options.ts';

type DlqOptions = { stage: string; limit?: number; raw?: true; json?: true };

/** Adds `dlq`: the dead-letter messages of each queue. */
export function addDlq(program: Command): void {
  const dlq = program.command('dlq').description('dead-letter messages: work that was put aside, and why');
  dlq
    .command('list')
    .description('count the dead-letter messages of each queue')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(async ({ stage, json }: DlqOptions) => listDeadLetters(await findStack(stage), { json }));
  dlq
    .command('show')
    .description(
      'print the dead-letter messages of a queue with their age and reason; other readers do not see them for some seconds',
    )
    .addArgument(queueArgument())
    .addOption(stageOption())
    .addOption(limitOption().default(10))
    .addOption(rawOption())
    .addOption(jsonLinesOption())
    .action(async (name: DeadLetterQueueName, { stage, limit = 10, raw, json }: DlqOptions) =>
      showDeadLetters(await findStack(stage), name, { limit, raw: raw ?? false, json }),
    );
  dlq
    .command('redrive')
    .description('give the dead-letter messages of a queue back to its consumer; what was sent already is not sent again')
    .addArgument(queueArgument())
    .addOption(stageOption())
    .addOption(limitOption())
    .addOption(jsonOption())
    .action(async (name: DeadLetterQueueName, { stage, limit = Infinity, json }: DlqOptions) =>
      redriveDeadLetters(await findStack(stage), name, { limit, json }),
    );
}

function queueArgument(): Argument {
  return new Argument('<queue>', 'whose dead-letter messages').choices(deadLetterQueueNames);
}
