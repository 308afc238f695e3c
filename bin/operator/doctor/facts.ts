import { lookup, resolveTxt } from 'node:dns/promises';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetAccountCommand, type GetAccountCommandOutput } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSenderTallies } from '../../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoJobs } from '../../../adapters/dynamodb/operations/jobs.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { settingSchemas } from '../../../contract/settings.ts';
import type { ApiKeys } from '../../../core/access/ports/access.ts';
import type { Pauses } from '../../../core/delivery/ports/pauses.ts';
import type { WorkflowPauses } from '../../../core/delivery/ports/workflow-pauses.ts';
import type { Jobs } from '../../../core/operations/ports/jobs.ts';
import type { SenderTallies } from '../../../core/operations/ports/metrics.ts';
import { CannotDo } from '../cannot-do.ts';
import { describeStack, findStack, type Stack } from '../find-stack.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { type Identity, readIdentities } from './email/read-identities.ts';
import { deployLine } from './mending.ts';
import { NotDeployed } from './not-deployed.ts';

const EmailSettings = z.object({
  EMAIL_PROVIDER: settingSchemas.EMAIL_PROVIDER(),
  EMAIL_STANDBY: settingSchemas.EMAIL_STANDBY(),
  FROM_ADDRESS: settingSchemas.FROM_ADDRESS(),
  CONFIGURATION_SET: settingSchemas.CONFIGURATION_SET().optional(), // of SES alone
});
const SmsSettings = z.object({
  SMS_PROVIDER: settingSchemas.SMS_PROVIDER(),
  SMS_STANDBY: settingSchemas.SMS_STANDBY(),
  SMS_COUNTRIES: settingSchemas.SMS_COUNTRIES(),
  SMS_MONTHLY_BUDGET_USD: settingSchemas.SMS_MONTHLY_BUDGET_USD(),
  SMS_SENDER_ID: settingSchemas.SMS_SENDER_ID().optional(), // of SNS alone
});

/** What checks look at. Each answer is asked for once, however many checks want it, and fails for each of them alike. */
export type Facts = {
  stage: string;
  aws: AwsClients;
  now: () => Date;
  resolveTxt: (name: string) => Promise<string[][]>;
  /** Whether the DNS has an address for a host. */
  knowsHost: (name: string) => Promise<boolean>;
  region: () => Promise<string>;
  /** The stage's stack as it stands. Throws NotDeployed when there is none. */
  stack: () => Promise<StackFacts>;
  table: () => Promise<TableFacts>;
  /** What the functions that send are set to: what is deployed, not what a file says. */
  emailSettings: () => Promise<z.infer<typeof EmailSettings>>;
  smsSettings: () => Promise<z.infer<typeof SmsSettings>>;
  sesAccount: () => Promise<GetAccountCommandOutput>;
  /** The SES identities that cover the sender's address, the most specific first. */
  identities: () => Promise<Identity[]>;
};

/** `output` throws CannotDo for one that the stack does not have: an older version made it. */
export type StackFacts = Stack & { status: string; output: (name: string) => string };
export type TableFacts = {
  name: string;
  apiKeys: ApiKeys;
  jobs: Jobs;
  pauses: Pauses;
  workflowPauses: WorkflowPauses;
  tallies: SenderTallies;
};

/** What a test tells in place of the world. */
type Outside = Pick<Facts, 'resolveTxt' | 'knowsHost' | 'now'>;

const theWorld: Outside = {
  resolveTxt: (name) => resolveTxt(name),
  knowsHost: async (name) => {
    const error = await lookup(name).then(
      () => undefined,
      (reason: { code?: string }) => reason,
    );
    if (error !== undefined && error.code !== 'ENOTFOUND') throw error;
    return error === undefined;
  },
  now: () => new Date(),
};

/** Gathers facts about a stage of this account and region, or about the running local system. */
export function gatherFacts(stage: string, outside: Outside = theWorld): Facts {
  const aws = awsClients();
  const stack = once(() => (stage === 'local' ? readLocalSystem() : readStack(stage, aws)));
  const emailSettings = once(async () => EmailSettings.parse(await settingsOf('EmailFunctionName')));

  async function settingsOf(output: string): Promise<Record<string, string>> {
    const FunctionName = (await stack()).output(output);
    const { Environment } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return Environment?.Variables ?? {};
  }

  return {
    stage,
    aws,
    ...outside,
    region: once(async () => aws.sts.config.region()),
    stack,
    table: once(async () => openFacts((await stack()).output('TableName'))),
    emailSettings,
    smsSettings: once(async () => SmsSettings.parse(await settingsOf('SmsFunctionName'))),
    sesAccount: once(() => aws.ses.send(new GetAccountCommand())),
    identities: once(async () => readIdentities((await emailSettings()).FROM_ADDRESS, aws.ses)),
  };
}

async function readLocalSystem(): Promise<StackFacts> {
  try {
    return toFacts({ status: 'RUNNING', ...(await findStack('local')) });
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    throw new NotDeployed('no system runs on this machine', 'npm start');
  }
}

async function readStack(stage: string, { cloudFormation }: AwsClients): Promise<StackFacts> {
  const name = `bellhop-${stage}`;
  const found = await describeStack(name, cloudFormation);
  if (found === undefined) throw new NotDeployed(`${name} is not deployed in this account and region`, deployLine(stage));
  return toFacts(found);
}

function toFacts({ status, outputs }: Pick<StackFacts, 'status' | 'outputs'>): StackFacts {
  const output = (name: string) => {
    const value = outputs[name];
    if (value === undefined) throw new CannotDo(`the stack has no output ${name}; deploy it again with this version`);
    return value;
  };
  return { status, outputs, output, tableName: output('TableName') };
}

function openFacts(name: string): TableFacts {
  const table = openTable(name);
  return {
    name,
    apiKeys: dynamoApiKeys(table),
    jobs: dynamoJobs(table),
    pauses: dynamoPauses(table),
    workflowPauses: dynamoWorkflowPauses(table),
    tallies: dynamoSenderTallies(table),
  };
}

/** Asks at the first call, and gives every later one the same answer or the same failure. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
