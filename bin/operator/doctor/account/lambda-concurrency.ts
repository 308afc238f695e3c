import { GetAccountSettingsCommand, type LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { concurrencyNeed } from '../../../../lib/delivery/concurrency.ts';
import { stages } from '../../../../lib/stage.ts';
import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';
import { consolePage } from '../mending.ts';
import { NotDeployed } from '../not-deployed.ts';

type Need = { least: number; advised: number };

/** Functions that may run at once in the account, against what this stage needs and the queues of others may take. */
export const lambdaConcurrency: Check = {
  name: 'lambda-concurrency',
  why: 'All functions of an account and region share one limit: when queues take all of it, the API answers 503.',
  notLocal: 'The local system has no such limit.',
  async run(facts) {
    const { AccountLimit } = await facts.aws.lambda.send(new GetAccountSettingsCommand());
    // what other functions have reserved cannot be used by these
    const limit = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions;
    if (limit === undefined) throw new Error('Lambda tells no limit');
    const others = await queuesOfOthers(`function:bellhop-${facts.stage}-`, facts.aws.lambda);
    return check(limit, await needOf(facts), { others, page: consolePage('lambda-concurrency', await facts.region()) });
  },
};

function check(limit: number, { least, advised }: Need, { others, page }: { others: number; page: string }): Finding {
  const mend = `Ask for 1,000, which costs nothing: ${page}`;
  const beside = others === 0 ? '' : `, beside ${others} that other queues may take`;
  const sum = `${limit} functions may run at once; the stage needs ${least}, better ${advised}${beside}`;
  if (limit >= advised + others) return ok(`${sum}.`);
  if (limit < least + others) return wrong(`${sum}: a busy queue leaves too few for the API.`, mend);
  return notYet(`${sum}: calls may be refused when queues and jobs are busy.`, mend);
}

/** What is deployed says itself what it needs; before that, what would be. */
async function needOf({ stack, stage }: Facts): Promise<Need> {
  try {
    const { output } = await stack();
    return { least: Number(output('LambdaConcurrencyLeast')), advised: Number(output('LambdaConcurrencyAdvised')) };
  } catch (error) {
    if (!(error instanceof NotDeployed)) throw error;
    return concurrencyNeed(stages[stage as keyof typeof stages]);
  }
}

/** What the queues of other stages and systems in the account may take together, as far as they have a limit. */
async function queuesOfOthers(own: string, client: LambdaClient): Promise<number> {
  let sum = 0;
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {})) {
    for (const { FunctionArn, ScalingConfig } of EventSourceMappings) {
      if (!FunctionArn?.includes(own)) sum += ScalingConfig?.MaximumConcurrency ?? 0;
    }
  }
  return sum;
}
