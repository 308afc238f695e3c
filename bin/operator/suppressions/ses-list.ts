import { DeleteSuppressedDestinationCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { asciiAddress, EmailAddress } from '../../../contract/channels/email/email-address.ts';
import type { Stack } from '../find-stack.ts';

/** What became of an address on the suppression list that SES keeps for the whole account. */
export type AtSes =
  | { outcome: 'lifted' | 'not-listed' | 'does-not-apply' }
  /** SES could not be asked, and why. */
  | { outcome: 'failed'; why: string };

/**
 * Takes an address off the account's suppression list at SES, which holds for every stage of the account and is none of Bellhop's:
 * https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export async function liftAtSes(address: string, { stage, outputs }: { stage: string } & Pick<Stack, 'outputs'>): Promise<AtSes> {
  const email = EmailAddress.safeParse(address);
  // only a stage that sends by SES has a configuration set
  if (!email.success || stage === 'local' || outputs.ConfigurationSetName === undefined) return { outcome: 'does-not-apply' };
  const client = new SESv2Client({ maxAttempts: 2 });
  try {
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: asciiAddress(email.data) }));
    return { outcome: 'lifted' };
  } catch (error) {
    if (error instanceof NotFoundException) return { outcome: 'not-listed' };
    return { outcome: 'failed', why: error instanceof Error ? error.name : String(error) }; // its message may name the address
  } finally {
    client.destroy();
  }
}

/** Says what became of it there. */
export function sesWords(ses: AtSes): string {
  switch (ses.outcome) {
    case 'lifted':
      return "SES: taken off the account's suppression list, for every stage.";
    case 'not-listed':
      return "SES: it is not on the account's suppression list.";
    case 'does-not-apply':
      return 'SES: nothing to do, as this stage does not send to it by SES.';
    case 'failed':
      return `SES: it may still be on the account's suppression list, which could not be changed (${ses.why}); with the right to do so: aws sesv2 delete-suppressed-destination --email-address …`;
    default:
      return ses satisfies never;
  }
}
