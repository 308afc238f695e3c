import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';
import { consolePage, deployLine } from '../mending.ts';

/** Whether the sender's address, or its domain, is verified with SES. */
export const sesIdentity: Check = {
  name: 'ses-identity',
  why: 'SES sends nothing from an address or a domain that it has not seen to be yours.',
  notLocal: 'The local SES verifies nobody.',
  async run({ emailSettings, identities, region, stage }) {
    const { FROM_ADDRESS } = await emailSettings();
    const found = await identities();
    const verified = found.find(({ VerifiedForSendingStatus }) => VerifiedForSendingStatus);
    if (verified !== undefined) return ok(`${FROM_ADDRESS} may send, by the verified identity ${verified.identity}.`);

    const [first] = found;
    if (first === undefined)
      return wrong(
        `SES knows no identity that covers ${FROM_ADDRESS}.`,
        `Leave senderIdentity=existing away: ${deployLine(stage)}`,
      );
    return notYet(
      `${first.identity} is not verified yet.`,
      first.identity.includes('@')
        ? `Click the link in the mail that SES sent to ${first.identity}; once more from ${consolePage('ses-identities', await region())}`
        : `Put the CNAME records from the stack's outputs DkimRecord1 to 3 into the DNS of ${first.identity}; SES looks for three days.`,
    );
  },
};
