import { DescribeAccountAttributesCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import type { Facts } from '../facts.ts';
import { consolePage } from '../mending.ts';
import { NotDeployed } from '../not-deployed.ts';
import { isEndUserMessaging, smsIsOff } from './sms-is-off.ts';

/** Whether AWS sends SMS to everybody. */
export const smsSandbox: Check = {
  name: 'sms-sandbox',
  why: 'In the sandbox SMS go only to numbers that you have verified yourself.',
  notLocal: 'The local SNS has no sandbox.',
  async run(facts) {
    const off = await smsIsOff(facts, ['sns', 'end-user-messaging']).catch((error: unknown) => {
      if (!(error instanceof NotDeployed)) throw error;
      return undefined; // the account can be looked at before there is a stack
    });
    if (off !== undefined) return off;

    if (!(await isInSandbox(facts))) return ok('SMS go to everybody.');
    return notYet(
      'The account is in the SMS sandbox.',
      `Choose "Exit SMS sandbox" at ${consolePage('sms-settings', await facts.region())}`,
    );
  },
};

/** By whichever of the two sends; before there is a stack nobody knows, and SNS is asked. */
async function isInSandbox({ aws, smsSettings }: Facts): Promise<boolean> {
  const settings = await smsSettings().catch(() => undefined);
  if (settings === undefined || !isEndUserMessaging(settings))
    return (await aws.sns.send(new GetSMSSandboxAccountStatusCommand())).IsInSandbox ?? true;
  const { AccountAttributes = [] } = await aws.sms.send(new DescribeAccountAttributesCommand());
  return AccountAttributes.some(({ Name, Value }) => Name === 'ACCOUNT_TIER' && Value === 'SANDBOX');
}
