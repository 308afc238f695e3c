import { STSClient } from '@aws-sdk/client-sts';
import type { CdkCommand } from './command.ts';

/** The commands that change an account, and take long before they ask it for anything. */
const changing = ['deploy', 'watch', 'bootstrap'];

/** Whether credentials for the account can be found; AWS may still refuse them. */
export type HasCredentials = (profile: string | undefined) => Promise<boolean>;

/** Why a command cannot succeed, with the line to type, before it builds anything; nothing when it may. */
export async function refuseEarly(
  { name, stage, profile }: CdkCommand,
  hasCredentials: HasCredentials = findCredentials,
): Promise<string | undefined> {
  if (name === undefined || !changing.includes(name)) return undefined;
  if (stage === 'local' && name !== 'bootstrap')
    return `stage local is the local system's, and is never deployed; "npm start" runs it, and AWS has dev, staging and prod: npm run cdk -- ${name} -c stage=dev`;
  if (await hasCredentials(profile)) return undefined;

  const asked = profile === undefined ? 'no AWS credentials were found' : `the profile "${profile}" gives no AWS credentials`;
  const rest = name === 'bootstrap' ? '' : ` -c stage=${stage ?? 'dev'}`;
  return `${asked}, and "${name}" needs those of your account; after "aws sso login" or "aws configure": npm run cdk -- ${name}${rest} --profile ${profile ?? 'NAME'}`;
}

/** Looks for credentials as the SDK does: environment, profiles, single sign-on, the machine's own role. */
async function findCredentials(profile: string | undefined): Promise<boolean> {
  const client = new STSClient({ region: 'us-east-1', ...(profile !== undefined && { profile }) });
  return client.config.credentials().then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && /Credentials|Token|Process/.test(error.name)) return false;
      throw error;
    },
  );
}
