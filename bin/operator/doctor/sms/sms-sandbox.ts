import { GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import { consolePage } from '../mending.ts';
import { NotDeployed } from '../not-deployed.ts';
import { smsIsOff } from './sms-is-off.ts';

/** Whether SNS sends SMS to everybody. */
export const smsSandbox: Check = {
  name: 'sms-sandbox',
  why: 'In the sandbox SMS go only to numbers that you have verified yourself.',
  notLocal: 'The local SNS has no sandbox.',
  async run(facts) {
    const off = await smsIsOff(facts).catch((error: unknown) => {
      if (!(error instanceof NotDeployed)) throw error;
      return undefined; // the account can be looked at before there is a stack
    });
    if (off !== undefined) return off;

    const { IsInSandbox } = await facts.aws.sns.send(new GetSMSSandboxAccountStatusCommand());
    if (!IsInSandbox) return ok('SMS go to everybody.');
    return notYet(
      'The account is in the SMS sandbox.',
      `Choose "Exit SMS sandbox" at ${consolePage('sms-settings', await facts.region())}`,
    );
  },
};
