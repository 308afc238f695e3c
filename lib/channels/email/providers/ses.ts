import { Stack, Validations } from 'aws-cdk-lib';
import type { ProviderNeeds, ProviderPlace } from '../../provider-needs.ts';
import type { Sender } from '../sender.ts';

/** SES needs the right to send from the owner's address, and from no other, at the account's rate. See docs/decisions/0003. */
export const ses: ProviderNeeds<ProviderPlace & { sender: Sender }> = {
  grantSend(handler, { owner, sender }) {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(handler).formatArn({ service: 'ses', resource, resourceName });
    const { configurationSetName } = sender.configurationSet;
    handler.set('CONFIGURATION_SET', configurationSetName);
    handler.allow(['ses:SendRawEmail'], [arn('configuration-set', configurationSetName), arn('identity', '*')], {
      StringEquals: { 'ses:FromAddress': owner.fromAddress },
    });
    handler.allow(['ses:GetSendQuota'], ['*']);
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: "SES gives the account's rate by GetSendQuota, which knows no resources: IAM takes nothing narrower.",
    });
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      reason:
        'SES checks the right to send against every verified identity a message touches, which in the sandbox includes its ' +
        'recipients; a condition on ses:FromAddress holds the sender to the one address.',
    });
  },
};
