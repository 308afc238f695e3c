import { devNull } from 'node:os';

/** The region of the rehearsal; nothing depends on which it is. */
export const region = 'us-east-1';

/** Credentials that no emulator checks. */
export const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

/**
 * The environment of everything that a rehearsal starts: all calls of AWS go to the emulator, and nothing of whoever runs it, no
 * profile and no credentials, leads to an account of theirs.
 */
export function awsEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|NODE_OPTIONS$|npm_)/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    BELLHOP_CONFIG: '', // whoever rehearses may have settings of their own
  };
}
