import { DescribeSpendLimitsCommand, PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SmsAccount } from '../../../core/feedback/ports/sms-account.ts';

/** What AWS End User Messaging lets an account spend: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeSpendLimits.html */
export function endUserMessagingAccount(): SmsAccount {
  const client = new PinpointSMSVoiceV2Client({ maxAttempts: 3 });
  return {
    async readSpendLimit() {
      const { SpendLimits = [] } = await client.send(new DescribeSpendLimitsCommand());
      const limit = SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')?.EnforcedLimit;
      if (limit === undefined) throw new Error('it named no limit for text messages');
      return limit;
    },
  };
}
