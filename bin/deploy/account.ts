import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Account, IdentityState } from '../../lib/app/account.ts';
import { ComparedTemplate } from '../../lib/app/stateful-changes.ts';

/** What `bin/cdk.ts` tells the app, which runs as the CDK command line's child. */
export type AccountSettings = {
  /** Absent: the account is not asked, and a synthesis needs no network. */
  BELLHOP_ACCOUNT?: 'asked' | 'guarded';
  BELLHOP_PROFILE?: string;
};

type Client = { region?: string; profile?: string };

const nothing: ComparedTemplate = { Resources: {} };

/** Stacks whose first deploy has failed hold nothing any more, and are made anew by the next. */
const madeAnew = ['REVIEW_IN_PROGRESS', 'CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_COMPLETE'];

/** The account that the CDK command line is about to work on, when the app is to ask it. */
export function accountOf(env: AccountSettings & NodeJS.ProcessEnv): Account | undefined {
  if (env.BELLHOP_ACCOUNT === undefined) return undefined;

  const client = {
    ...(env.CDK_DEFAULT_REGION !== undefined && { region: env.CDK_DEFAULT_REGION }),
    ...(env.BELLHOP_PROFILE !== undefined && { profile: env.BELLHOP_PROFILE }),
  };
  return {
    guarded: env.BELLHOP_ACCOUNT === 'guarded',
    deployedTemplate: (stackName) =>
      orElse(nothing, 'what is deployed, so nothing is refused that would replace it', () => readTemplate(client, stackName)),
    identityState: (identity) =>
      orElse('unknown', 'whether SES has the sender already (setting senderIdentity)', () => readIdentity(client, identity)),
  };
}

/** Reads the template of a stack that stands; one without resources when none does. */
export async function readTemplate(client: Client, StackName: string): Promise<ComparedTemplate> {
  const cloudFormation = new CloudFormationClient(client);
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (madeAnew.includes(Stacks?.[0]?.StackStatus ?? '')) return nothing;
    const { TemplateBody = '{}' } = await cloudFormation.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
    return ComparedTemplate.parse(JSON.parse(TemplateBody));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return nothing;
    throw error;
  }
}

async function readIdentity(client: Client, EmailIdentity: string): Promise<IdentityState> {
  try {
    const { VerifiedForSendingStatus } = await new SESv2Client(client).send(new GetEmailIdentityCommand({ EmailIdentity }));
    return VerifiedForSendingStatus ? 'verified' : 'unverified';
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return 'unknown';
    throw error;
  }
}

/** A right that is missing must not keep an owner from deploying with the rights that the CDK command line has. */
async function orElse<T>(otherwise: T, what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    process.stderr.write(`bellhop: could not see ${what}: ${error instanceof Error ? error.message : error}\n`);
    return otherwise;
  }
}
