import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stackNameOf } from '../../lib/app/bare-stack.ts';
import { readTemplate } from './account.ts';
import type { CdkCommand } from './command.ts';
import { describeDestroy, describeProtection } from './describe-destroy.ts';

/** What to say before CDK asks whether a stack shall be destroyed, and whether it may ask. */
export async function beforeDestroy({ stage, profile }: CdkCommand): Promise<{ say: string; goOn: boolean }> {
  if (stage === undefined)
    return { say: 'setting stage is missing, for example: npm run cdk -- destroy -c stage=dev', goOn: false };

  const { AWS_REGION: region = process.env.AWS_DEFAULT_REGION } = process.env; // CDK reads both, the SDK the first alone
  const client = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  const StackName = stackNameOf(stage);
  try {
    const { Stacks } = await new CloudFormationClient(client).send(new DescribeStacksCommand({ StackName }));
    const { EnableTerminationProtection, Outputs = [] } = Stacks?.[0] ?? {};
    const tableName = Outputs.find(({ OutputKey }) => OutputKey === 'TableName')?.OutputValue ?? 'TABLE';
    const say = describeDestroy({ stage, template: await readTemplate(client, StackName), tableName });
    return EnableTerminationProtection ? { say: `${say}\n\n${describeProtection(stage)}`, goOn: false } : { say, goOn: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      say: `bellhop: could not see what stays of ${StackName} (${reason}); docs/deploy.md says it in general`,
      goOn: true,
    };
  }
}
