import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../../../handlers/handler-function.ts';
import type { OwnerSettings } from '../../../../settings/owner-settings.ts';
import type { ProviderPlace } from '../../../provider-needs.ts';
import type { EmailProviderNeeds } from '../../email-provider-needs.ts';
import { addSesEvents } from './events.ts';
import { Sender } from './sender.ts';

/**
 * Makes an identity and configuration sets. SES needs the right to send from the owner's address, and from no other, at the account's
 * rate. See docs/decisions/0003.
 */
export function ses(scope: Construct, { owner }: ProviderPlace): EmailProviderNeeds {
  const sender = new Sender(scope, 'Sender', { owner });
  const { configurationSet, dkimRecords } = sender;
  return {
    configurationSet,
    dkimRecords,
    ifEmailWaits:
      "The day's SES quota is nearly used up, or e-mail waits: because it is, because SES has paused the account, or because sender " +
      'or recipients are not verified',
    grantSend: (handler) => grantSend(handler, sender, owner),
    grantReadQuota,
    addEvents: (feedback, handler, deadLetters) => addSesEvents(feedback, sender, { handler, deadLetters }),
  };
}

function grantSend(handler: HandlerFunction, { configurationSet, trackingSets }: Sender, owner: OwnerSettings): void {
  const arn = (resource: string, resourceName: string) => Stack.of(handler).formatArn({ service: 'ses', resource, resourceName });
  const tracking = Object.entries(trackingSets).map(([name, set]) => `${name}=${set.configurationSetName}`);
  handler.set('CONFIGURATION_SET', configurationSet.configurationSetName);
  handler.set('TRACKING_SETS', tracking.join(','));
  const sets = [configurationSet, ...Object.values(trackingSets)];
  const setArns = sets.map(({ configurationSetName }) => arn('configuration-set', configurationSetName));
  handler.allow(['ses:SendRawEmail'], [...setArns, arn('identity', '*')], {
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
}

function grantReadQuota(handler: HandlerFunction): void {
  handler.allow(['ses:GetSendQuota'], ['*']);
  Validations.of(handler).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: "The quota is the account's, so IAM takes nothing narrower for reading it.",
  });
}
