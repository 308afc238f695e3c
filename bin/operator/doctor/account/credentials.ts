import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Check } from '../check.ts';
import { ok, wrong } from '../check.ts';

/** Whether AWS knows who asks, and in which region. */
export const credentials: Check = {
  name: 'credentials',
  why: 'Without credentials and a region nothing can be deployed or looked at.',
  notLocal: 'The local system needs no AWS account.',
  async run({ aws, region }) {
    const place = await region().catch(() => undefined);
    if (place === undefined) return wrong('No region is set.', 'export AWS_REGION=eu-west-1   # or wherever you deploy');
    try {
      const { Arn, Account } = await aws.sts.send(new GetCallerIdentityCommand());
      return ok(`${Arn} in account ${Account}, region ${place}`);
    } catch (error) {
      if (!isAboutCredentials(error)) throw error;
      return wrong(
        `${reasonOf(error)}: ${error.message.replace(/\.?$/, '.')}`,
        'aws sso login, or set AWS_PROFILE, and run it again',
      );
    }
  },
};

function reasonOf({ name }: Error): string {
  return name === 'CredentialsProviderError' ? 'No AWS credentials were found' : 'AWS does not take the credentials';
}

/** What the SDK finds no credentials with, and what STS refuses them with. */
function isAboutCredentials(error: unknown): error is Error {
  return error instanceof Error && /Credentials|Token|Signature|AccessDenied/.test(error.name);
}
