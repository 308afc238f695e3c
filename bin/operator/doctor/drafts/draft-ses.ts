import { CannotDo } from '../../cannot-do.ts';
import { domainOf } from '../email/read-identities.ts';
import type { Facts } from '../facts.ts';
import { titlesOf } from '../providers-of-stage.ts';

/** SES takes no more: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountDetails.html */
export const longestUseCase = 5_000;

/**
 * The text that asks SES for production access, from what is deployed; what only the owner knows is in [brackets].
 * What SES wants to read: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html
 * @throws CannotDo when e-mails do not go out by SES.
 */
export async function draftSes({ emailSettings, identities, table, now, stage, region }: Facts): Promise<string> {
  const { FROM_ADDRESS, EMAIL_PROVIDER, EMAIL_STANDBY } = await emailSettings();
  const names = [EMAIL_PROVIDER, ...EMAIL_STANDBY];
  if (!names.includes('ses'))
    throw new CannotDo(`e-mails go out by ${titlesOf('email', names)}, so there is nothing to ask of SES`);
  const domain = domainOf(FROM_ADDRESS);
  const signs = (await identities()).some(({ DkimAttributes }) => DkimAttributes?.Status === 'SUCCESS');
  const { delivered, bounced, complained } = await (await table()).tallies.sum(now());
  const sent = delivered + bounced;
  const soFar =
    sent === 0
      ? 'Nothing has been sent yet.'
      : `In the last seven days ${sent} e-mails were sent; ${bounced} bounced and ${complained} brought a complaint.`;

  return `We ask for production access of SES in ${await region()} for [what your product is, and its address].

What we send. Transactional notifications from ${FROM_ADDRESS} to users of our product about what they do in it: [name two or three, such as "your repair is approved"]. Users may choose a daily or weekly digest in place of single e-mails. We send no advertising and no newsletters.

To whom. Only to people who have an account with us and have given us their address themselves: [how they sign up, and how the address is confirmed]. We buy, rent and scrape no lists. Each user chooses by category what comes by e-mail, and an e-mail goes only to who has not switched its category off.

How many. [n] e-mails a day, [n] a second at the busiest. ${soFar} The sender reads its rate from GetSendQuota and keeps to it; when a day's quota is used up, e-mail waits.

Bounces and complaints. SES reports every bounce, complaint and delivery by the configuration set of the stack bellhop-${stage} to EventBridge, and a function records each within seconds. An address that bounced for good, or whose owner complained, is suppressed at once: nothing is sent to it until a person lifts it. When 5 % of a week's e-mails bounce or 0.1 % bring a complaint, bulk e-mail stops by itself, an alarm calls us, and it goes on only when a person says so.

Unsubscribing. Every e-mail that a user may do without has List-Unsubscribe and List-Unsubscribe-Post headers (one click, RFC 8058) and a link; either takes effect at the next send, as do the user's preferences.

Authentication. ${signs ? `${domain} signs with DKIM.` : `[DKIM for ${domain} is being set up.]`} [SPF, by a MAIL FROM domain of our own, and a DMARC record.]
`;
}
