import type { GetAccountCommandOutput } from '@aws-sdk/client-sesv2';
import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import { consolePage } from '../mending.ts';

/** Whether SES lets the account send, and to everybody. */
export const sesProduction: Check = {
  name: 'ses-production',
  why: 'In the sandbox SES sends only to addresses that you have verified yourself; an account that it has paused sends nothing.',
  notLocal: 'The local SES has no sandbox.',
  async run({ sesAccount, region, stage }) {
    return check(await sesAccount(), { page: consolePage('ses-account', await region()), stage });
  },
};

function check(account: GetAccountCommandOutput, { page, stage }: { page: string; stage: string }): Finding {
  const { SendingEnabled, EnforcementStatus, ProductionAccessEnabled, Details } = account;
  if (SendingEnabled === false || EnforcementStatus === 'SHUTDOWN')
    return wrong(
      'SES has paused sending for this account.',
      `Read what SES wrote to the account's owner, and answer it: ${page}`,
    );
  if (EnforcementStatus === 'PROBATION')
    return wrong(
      'SES has put the account under review: too many bounces or complaints.',
      `npm run bellhop -- bulk-email show --stage ${stage}; then ${page}`,
    );
  if (ProductionAccessEnabled) return ok('SES sends to everybody.');

  const review = Details?.ReviewDetails?.Status;
  if (review === 'PENDING')
    return notYet('The account is in the sandbox; production access is asked for, and SES has not answered yet.', page);
  const denied = review === 'DENIED' || review === 'FAILED' ? ' SES has refused production access once: answer its case.' : '';
  return notYet(
    `The account is in the sandbox: only to addresses that you have verified.${denied}`,
    `npm run bellhop -- doctor --draft ses --stage ${stage}, and paste it at ${page}`,
  );
}
