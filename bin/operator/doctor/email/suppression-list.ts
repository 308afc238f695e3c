import { GetConfigurationSetCommand } from '@aws-sdk/client-sesv2';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import { deployLine } from '../mending.ts';

/** Whether SES keeps a list of its own of whom it does not send to. */
export const suppressionList: Check = {
  name: 'suppression-list',
  why: "What SES's own list holds stays unsent after you have lifted it in Bellhop's, and nobody sees why.",
  notLocal: 'The local SES keeps no list.',
  async run({ aws, emailSettings, sesAccount, stage }) {
    const { CONFIGURATION_SET } = await emailSettings();
    const { SuppressionOptions } = await aws.ses.send(
      new GetConfigurationSetCommand({ ConfigurationSetName: CONFIGURATION_SET }),
    );
    const { SuppressionAttributes } = await sesAccount();
    // a configuration set that says nothing goes by the account: https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html
    const own = SuppressionOptions?.SuppressedReasons;
    const reasons = own ?? SuppressionAttributes?.SuppressedReasons ?? [];
    if (reasons.length === 0) return ok("Bellhop's own list decides alone.");
    return notYet(
      `SES keeps a list as well, for ${reasons.join(' and ').toLowerCase()}, by the ${own === undefined ? "account's setting" : 'configuration set'}.`,
      `Deploy this version, which sets it off for its own e-mails: ${deployLine(stage)}. To lift one address there: aws sesv2 delete-suppressed-destination --email-address …`,
    );
  },
};
