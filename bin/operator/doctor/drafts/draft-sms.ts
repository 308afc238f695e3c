import { CannotDo } from '../../cannot-do.ts';
import type { Facts } from '../facts.ts';
import { titlesOf } from '../providers-of-stage.ts';

/**
 * The text that asks for a higher monthly limit on SMS, from what is deployed; what only the owner knows is in [brackets].
 * What AWS wants to read: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html
 * @throws CannotDo when SMS are off, or do not go out by SNS.
 */
export async function draftSms({ smsSettings, stage, region }: Facts): Promise<string> {
  const { SMS_COUNTRIES, SMS_MONTHLY_BUDGET_USD, SMS_SENDER_ID, SMS_PROVIDER, SMS_STANDBY } = await smsSettings();
  if (SMS_COUNTRIES.length === 0) throw new CannotDo('SMS are off: set smsCountries and deploy before you ask for more of them');
  if (SMS_SENDER_ID === undefined)
    throw new CannotDo(`SMS go out by ${titlesOf('sms', [SMS_PROVIDER, ...SMS_STANDBY])}: ask there for more of them`);

  return `Service: SNS text messaging. Region: ${await region()}. Resource: monthly SMS spend limit. New limit: $${SMS_MONTHLY_BUDGET_USD} a month.

What we send. Transactional messages of [what your product is, and its address] to its users, such as [one or two texts as they go out]. No advertising, no one-time passwords for others.

Where to. ${SMS_COUNTRIES.join(', ')}, and nowhere else: other countries and premium ranges are refused before a message is made. The sender id is ${SMS_SENDER_ID} where the country allows one.

To whom, and how they agree. [Where in your product users give their number, and what they tick.] Users choose by category whether it comes by SMS, and may take it back at any time in their preferences. Numbers whose owners reply STOP are kept by SNS, and by us: nothing more is sent to them.

How many. [n] messages a month. The stack bellhop-${stage} holds a budget of its own of $${SMS_MONTHLY_BUDGET_USD} a month that it reserves before each message, with an alarm at 80 %, and limits what one number and one range of numbers get in an hour and in a day, so that nobody can pump traffic through us.
`;
}
