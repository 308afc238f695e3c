import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { HandlerFunction } from '../../../handlers/handler-function.ts';
import type { Stage } from '../../../stage.ts';
import type { SmsProviderNeeds } from '../sms-provider-needs.ts';

/** Twilio needs the account's auth token, which the owner puts into SSM: it is in no template and no environment. docs/sms-providers.md */
export const twilio: SmsProviderNeeds = {
  grantSend(handler, { stage, owner: { twilioAccountSid = '', twilioSender = '' } }) {
    handler.set('TWILIO_ACCOUNT_SID', twilioAccountSid);
    handler.set('TWILIO_SENDER', twilioSender);
    grantReadToken(handler, stage);
  },

  grantReceive: (handler, { stage }) => grantReadToken(handler, stage),

  /** By our own counts, as AWS knows nothing of it. With fewer than 20, a single one would be more than the 5 % of the alarm. */
  failingShare(alarms) {
    const period = Duration.hours(6);
    return new MathExpression({
      expression: 'IF(FILL(sent, 0) < 20, 0, 100 * FILL(failed, 0) / sent)',
      usingMetrics: {
        sent: alarms.metric('SmsSent', Stats.SUM, period),
        failed: alarms.metric('SmsFailed', Stats.SUM, period),
      },
      period,
    });
  },
};

function grantReadToken(handler: HandlerFunction, stage: Stage): void {
  const name = `/bellhop/${stage.name}/twilio-token`;
  handler.set('TWILIO_TOKEN_PARAMETER', name);
  handler.allow(
    ['ssm:GetParameter'],
    [Stack.of(handler).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) })],
  );
}
