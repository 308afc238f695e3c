import {
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';

/** An address or domain as SES knows it. */
export type Identity = { identity: string } & Pick<
  GetEmailIdentityCommandOutput,
  'VerifiedForSendingStatus' | 'DkimAttributes' | 'MailFromAttributes'
>;

/** The identities that cover an address, the most specific first: the address itself, its domain, the domains above that. */
export async function readIdentities(address: string, ses: SESv2Client): Promise<Identity[]> {
  const found = await Promise.all(
    covering(address).map(async (identity) => {
      try {
        return [{ identity, ...(await ses.send(new GetEmailIdentityCommand({ EmailIdentity: identity }))) }];
      } catch (error) {
        if (error instanceof NotFoundException) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** Lists the identities that may cover an address: `hello@mail.example.com` → itself, `mail.example.com`, `example.com`. */
function covering(address: string): string[] {
  const domain = domainOf(address);
  const labels = domain.split('.');
  return [address, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))];
}

/** What stands after the @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
