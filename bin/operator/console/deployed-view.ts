import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { sesSendingQuota } from '../../../adapters/providers/ses/sending-quota.ts';
import { sqsClient } from '../../../adapters/sqs/client.ts';
import { callApi } from '../api/call-api.ts';
import { type BriefKey, keepBriefKey } from '../api/with-brief-key.ts';
import { CannotDo } from '../cannot-do.ts';
import type { Stack } from '../find-stack.ts';
import type { Behind } from './forward.ts';
import { readAlarms } from './read-alarms.ts';
import { readBill } from './read-bill.ts';
import type { StageView } from './stage-view.ts';

/** What a deployed stage's console needs, and `end`, which takes back the key that was made for it. */
export type Deployed = { view: StageView; behind: Behind; end: () => Promise<void> };

const billMs = 15 * 60_000; // AWS counts it a few times a day

/**
 * Reaches a stage with the owner's key, or one that is made for as long as the console runs, and with the owner's AWS credentials.
 * @throws CannotDo when the stage does not say where its API is.
 */
export function deployedView(stage: string, stack: Stack): Deployed {
  const { ApiUrl: apiUrl, AlarmTopicArn = '', Region: region } = stack.outputs;
  if (apiUrl === undefined) throw new CannotDo('the stack has no output ApiUrl; deploy it again with this version');
  const table = openTable(stack.tableName);
  const key = ownKey() ?? keepBriefKey({ apiKeys: dynamoApiKeys(table), command: 'console', now: table.now });
  const account = AlarmTopicArn.split(':')[4];
  const environment = once(() => environmentOf(stack));
  return {
    view: {
      place: { name: stage, is_local: false, ...(account && { account }), ...(region && { region }), api: apiUrl },
      stack,
      sqs: sqsClient(),
      table,
      callApi: callApi(apiUrl, key.secret),
      environment,
      alarms: () => alarmsOf(AlarmTopicArn),
      bill: remembered(() => readBill({ account, budget: stack.outputs.CostBudgetName }), { ms: billMs, now: table.now }),
      ...(stack.outputs.ConfigurationSetName !== undefined && { quota: sesSendingQuota() }), // only a stage that sends by SES has one
    },
    behind: { apiUrl, key: key.secret },
    end: key.remove,
  };
}

function ownKey(): BriefKey | undefined {
  const { BELLHOP_API_KEY: own } = process.env;
  return own === undefined || own === '' ? undefined : { secret: async () => own, remove: async () => {} };
}

async function alarmsOf(topicArn: string): ReturnType<StageView['alarms']> {
  if (topicArn === '') return { data: [], why_none: 'The stack has no output AlarmTopicArn; deploy it again with this version.' };
  try {
    return { data: await readAlarms(topicArn) };
  } catch (error) {
    const why = error instanceof Error ? error.name : String(error);
    return { data: [], why_none: `The alarms could not be read (${why}); it takes the right to cloudwatch:DescribeAlarms.` };
  }
}

/** What is deployed, whatever a file says: the settings of the functions that send. */
async function environmentOf({ outputs }: Stack): Promise<Record<string, string>> {
  const lambda = new LambdaClient({ maxAttempts: 2 });
  try {
    const read = Object.entries(outputs)
      .filter(([name]) => /^\w+FunctionName$/.test(name))
      .map(async ([, FunctionName]) => {
        const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        return Environment?.Variables ?? {};
      });
    return Object.assign({}, ...(await Promise.all(read)));
  } finally {
    lambda.destroy();
  }
}

/** Asks at most once in so many milliseconds. */
function remembered<Answer>(ask: () => Promise<Answer>, { ms, now }: { ms: number; now: () => Date }): () => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | undefined;
  return () => {
    const at = now().getTime();
    if (last === undefined || at - last.at >= ms) last = { at, answer: ask() };
    return last.answer;
  };
}

/** Asks at the first call; a failure is forgotten, so that the next one asks again. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
