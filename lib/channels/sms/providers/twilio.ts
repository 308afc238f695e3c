import { Stack } from 'aws-cdk-lib';
import type { HandlerFunction } from '../../../handlers/handler-function.ts';
import type { Stage } from '../../../stage.ts';
import { countedFailingShare } from '../failing-share.ts';
import type { SmsProviderNeeds } from '../sms-provider-needs.ts';

/** Twilio needs the account's auth token, which the owner puts into SSM: it is in no template and no environment. docs/sms-providers.md */
export const twilio: SmsProviderNeeds = {
  grantSend(handler, { stage, owner: { twilioAccountSid = '', twilioSender = '' } }) {
    handler.set('TWILIO_ACCOUNT_SID', twilioAccountSid);
    handler.set('TWILIO_SENDER', twilioSender);
    grantReadToken(handler, stage);
  },

  grantReceive: (handler, { stage }) => grantReadToken(handler, stage),

  failingShare: countedFailingShare, // AWS knows nothing of its failures
};

function grantReadToken(handler: HandlerFunction, stage: Stage): void {
  const name = `/bellhop/${stage.name}/twilio-token`;
  handler.set('TWILIO_TOKEN_PARAMETER', name);
  handler.allow(
    ['ssm:GetParameter'],
    [Stack.of(handler).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) })],
  );
}
