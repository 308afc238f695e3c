import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { type EventDestination, GetConfigurationSetEventDestinationsCommand } from '@aws-sdk/client-sesv2';
import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';
import { deployLine } from '../mending.ts';

/** What has to be reported for a bounce to suppress an address and a delivery to end a message. */
const needed = ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT'] as const;

/** Whether what mail servers report finds its way back. */
export const emailEvents: Check = {
  name: 'email-events',
  why: 'Without what SES reports, bounces and complaints are not recorded, and no e-mail is ever known to be delivered.',
  notLocal: 'Its own events arrive as long as it runs.',
  async run(facts) {
    const broken = (await brokenDestination(facts)) ?? (await brokenRule(facts));
    if (broken !== undefined) return wrong(broken, `Deploy it anew: ${deployLine(facts.stage)}`);

    const { tallies } = await facts.table();
    const { delivered, bounced, complained } = await tallies.sum(facts.now());
    const reported = delivered + bounced + complained;
    if (reported > 0)
      return ok(`${reported} reports in seven days: ${delivered} delivered, ${bounced} bounced, ${complained} complaints.`);
    return notYet(
      'No report has come in seven days; perhaps nothing was sent.',
      `npm run bellhop -- test email --to you@example.com --stage ${facts.stage}`,
    );
  },
};

async function brokenDestination({ aws, emailSettings }: Facts): Promise<string | undefined> {
  const { CONFIGURATION_SET } = await emailSettings();
  const { EventDestinations = [] } = await aws.ses.send(
    new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: CONFIGURATION_SET }),
  );
  const reported = EventDestinations.filter(isOurs).flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  const missing = needed.filter((type) => !reported.includes(type));
  return missing.length === 0
    ? undefined
    : `The configuration set ${CONFIGURATION_SET} does not report ${missing.join(', ')} to EventBridge.`;
}

function isOurs({ Enabled, EventBridgeDestination }: EventDestination): boolean {
  return Enabled === true && EventBridgeDestination !== undefined;
}

async function brokenRule({ aws, stack }: Facts): Promise<string | undefined> {
  const Name = (await stack()).output('FeedbackRuleName');
  const { State } = await aws.events.send(new DescribeRuleCommand({ Name }));
  return State === 'ENABLED' ? undefined : `The rule ${Name} is ${State ?? 'gone'}.`;
}
