import { CloudFormationClient, GetTemplateSummaryCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { settingsInTemplate } from '../../../lib/settings/settings-record.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';

const Recorded = z.object({ [settingsInTemplate]: z.record(z.string(), z.string()) });

/**
 * What a stage was deployed with, as its template has written down: CloudFormation gives a template's metadata as text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html
 * @throws CannotDo when there is no such stack, or a version deployed it that wrote nothing down.
 */
export async function deployedSettings(stage: string, client = new CloudFormationClient()): Promise<Record<string, string>> {
  const StackName = `bellhop-${stage}`;
  const summary = await client.send(new GetTemplateSummaryCommand({ StackName })).catch((error: Error) => {
    const isMissing = error.name === 'ValidationError' && error.message.includes('does not exist');
    throw new CannotDo(`the stack "${StackName}" could not be read (${error.message}); check AWS_PROFILE and AWS_REGION`, {
      code: isMissing ? exitCodes.notFound : exitCodes.failed,
      cause: error,
    });
  });
  const recorded = Recorded.safeParse(JSON.parse(summary.Metadata ?? '{}'));
  if (!recorded.success)
    throw new CannotDo(`stage ${stage} was deployed by a version that wrote no settings down; a deploy with this one does`);
  return recorded.data[settingsInTemplate] as Record<string, string>;
}
