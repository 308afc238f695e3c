import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import { deployLine } from '../mending.ts';
import { domainOf, type Identity } from './read-identities.ts';

/** Whether e-mails are signed by the sender's own domain. */
export const dkim: Check = {
  name: 'dkim',
  why: 'Gmail and Yahoo refuse or hide bulk mail that its own domain has not signed.',
  notLocal: 'Nothing leaves the local system.',
  async run({ emailSettings, identities, stage }) {
    const { FROM_ADDRESS } = await emailSettings();
    return check(await identities(), domainOf(FROM_ADDRESS), stage);
  },
};

function check(identities: readonly Identity[], domain: string, stage: string): Finding {
  const signed = identities.find(({ DkimAttributes: a }) => a?.Status === 'SUCCESS' && a.SigningEnabled);
  if (signed !== undefined) return ok(`${signed.identity} signs its e-mails.`);

  const [asked] = identities.filter(({ identity }) => !identity.includes('@'));
  if (asked === undefined)
    return notYet(
      `E-mails are signed by amazonses.com, not by ${domain}.`,
      `Verify the domain: ${deployLine(stage, `domain=${domain}`)}`,
    );

  const { Status, SigningEnabled, Tokens = [] } = asked.DkimAttributes ?? {};
  const records = `${Tokens.map((token) => `${token}._domainkey.${asked.identity} CNAME ${token}.dkim.amazonses.com`).join('; ')}`;
  if (Status === 'SUCCESS' && !SigningEnabled)
    return wrong(
      `${asked.identity} has its records, but signing is switched off.`,
      `aws sesv2 put-email-identity-dkim-attributes --signing-enabled --email-identity ${asked.identity}`,
    );
  if (Status === 'PENDING')
    return notYet(`SES has not seen the DKIM records of ${asked.identity} yet.`, `In its DNS: ${records}`);
  return wrong(`The DKIM of ${asked.identity} is ${Status ?? 'not set up'}.`, `In its DNS: ${records}`);
}
