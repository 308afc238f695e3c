import type { DkimRecord } from 'aws-cdk-lib/aws-ses';
import type { OwnerSettings } from '../../settings/owner-settings.ts';

/** What only AWS knows of the records, once the stack is there. */
export type DnsFacts = { region: string; dkim: readonly DkimRecord[]; apiHost: string | undefined };

/**
 * The records that the owner adds to their DNS, each as `name type value`, by the name of the output that tells of it: DKIM, the MAIL
 * FROM domain's two, DMARC, and the API's host name.
 */
export function dnsRecords(owner: OwnerSettings, { region, dkim, apiHost }: DnsFacts): Record<string, string> {
  const { senderIdentity, domain, mailFromDomain, apiDomain } = owner;
  const records: Record<string, string> = {};
  dkim.forEach(({ name, value }, index) => {
    records[`DkimRecord${index + 1}`] = `${name} CNAME ${value}`;
  });
  // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  if (mailFromDomain !== undefined && dkim.length > 0) {
    records.MailFromMxRecord = `${mailFromDomain} MX 10 feedback-smtp.${region}.amazonses.com`;
    records.MailFromSpfRecord = `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`;
  }
  // watches and refuses nothing, to begin with: https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html
  if (domain !== undefined && senderIdentity !== 'existing') records.DmarcRecord = `_dmarc.${domain} TXT "v=DMARC1; p=none;"`;
  if (apiDomain !== undefined && apiHost !== undefined) records.ApiDomainRecord = `${apiDomain} CNAME ${apiHost}`;
  return records;
}
