import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import { deployLine } from '../mending.ts';
import { domainOf, type Identity } from './read-identities.ts';

/** Whether bounces come back to a domain of the sender's own. */
export const mailFrom: Check = {
  name: 'mail-from',
  why: 'Without a MAIL FROM domain of your own, SPF speaks for amazonses.com, and DMARC stands on DKIM alone.',
  notLocal: 'Nothing leaves the local system.',
  async run({ emailSettings, identities, region, stage }) {
    const domain = domainOf((await emailSettings()).FROM_ADDRESS);
    return check(await identities(), { domain, region: await region(), stage });
  },
};

function check(
  identities: readonly Identity[],
  { domain, region, stage }: { domain: string; region: string; stage: string },
): Finding {
  const set = identities.find(({ MailFromAttributes }) => MailFromAttributes?.MailFromDomain);
  if (set?.MailFromAttributes === undefined)
    return notYet(`${domain} has no MAIL FROM domain.`, deployLine(stage, `domain=${domain} -c mailFromDomain=mail.${domain}`));

  const { MailFromDomain, MailFromDomainStatus, BehaviorOnMxFailure } = set.MailFromAttributes;
  if (MailFromDomainStatus === 'SUCCESS') return ok(`Bounces go to ${MailFromDomain}.`);
  // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  const records = `${MailFromDomain} MX "10 feedback-smtp.${region}.amazonses.com" and TXT "v=spf1 include:amazonses.com ~all"`;
  const meanwhile = BehaviorOnMxFailure === 'REJECT_MESSAGE' ? ', and SES sends nothing until then' : '';
  return MailFromDomainStatus === 'PENDING'
    ? notYet(`SES has not seen the records of ${MailFromDomain} yet${meanwhile}.`, `In its DNS: ${records}`)
    : wrong(`SES does not find the records of ${MailFromDomain}${meanwhile}.`, `In its DNS: ${records}`);
}
