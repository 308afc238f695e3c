import { GetConfigurationSetCommand } from '@aws-sdk/client-sesv2';
import type { Check } from '../check.ts';
import { ok, wrong } from '../check.ts';

/** Whether SES tracks e-mails of workflows that do not ask for it, because the account does. */
export const engagementTracking: Check = {
  name: 'engagement-tracking',
  why: 'Readers are tracked only where a workflow says so, unless the account has SES track every e-mail that it sends.',
  notLocal: 'The local SES tracks what its configuration sets say, and no more.',
  async run({ aws, emailSettings, sesAccount }) {
    const { CONFIGURATION_SET } = await emailSettings();
    const { VdmOptions } = await aws.ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: CONFIGURATION_SET }));
    const { VdmAttributes } = await sesAccount();
    // a configuration set that says nothing goes by the account: https://docs.aws.amazon.com/ses/latest/dg/vdm-settings.html
    const own = VdmOptions?.DashboardOptions?.EngagementMetrics;
    const account = VdmAttributes?.VdmEnabled === 'ENABLED' ? VdmAttributes.DashboardAttributes?.EngagementMetrics : undefined;
    if ((own ?? account) !== 'ENABLED') return ok('E-mails are tracked of those workflows alone that say so.');
    return wrong(
      `SES's Virtual Deliverability Manager tracks opens and clicks of every e-mail, by the ${own === undefined ? "account's setting" : 'configuration set'}: whatever a workflow says.`,
      `Switch it off for those that nobody asked it for: aws sesv2 put-configuration-set-vdm-options --configuration-set-name ${CONFIGURATION_SET} --vdm-options DashboardOptions={EngagementMetrics=DISABLED}`,
    );
  },
};
