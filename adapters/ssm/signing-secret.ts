import { randomBytes } from 'node:crypto';
import { ParameterAlreadyExists, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { SigningSecret } from '../../core/access/ports/access.ts';
import { RetryableError } from '../../core/errors.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';
import { readParameterWords, ssmClient } from './parameter-words.ts';

/**
 * Keeps the signing secret in an SSM SecureString, and makes it on first use: 32 random bytes, base64url. Nobody has to choose it, and no
 * template or log ever holds it. After a rotation there are several, newest first, apart by white space: docs/decisions/0055.
 * Kept for the life of the process once known.
 */
export function ssmSigningSecret(parameterName: string): SigningSecret {
  const client = ssmClient();
  let known: readonly Uint8Array[] = [];

  async function readAll(): Promise<readonly Uint8Array[]> {
    if (known.length === 0) known = await fetchSecrets(client, parameterName);
    return known;
  }

  async function read(): Promise<Uint8Array | undefined> {
    return (await readAll())[0];
  }

  return {
    read,
    readAll,

    async readOrMake() {
      const secret = (await read()) ?? (await make(client, parameterName).then(read)); // read back: two makers have to agree
      if (secret === undefined) throw new RetryableError(`the parameter "${parameterName}" was made, but cannot be read yet`);
      return secret;
    },
  };
}

async function fetchSecrets(client: SSMClient, name: string): Promise<readonly Uint8Array[]> {
  const secrets = await readParameterWords(client, name);
  return secrets.map((secret) => new Uint8Array(Buffer.from(secret, 'base64url')));
}

/** Makes the secret, unless somebody else has made it at the same time. */
async function make(client: SSMClient, Name: string): Promise<void> {
  const Value = randomBytes(32).toString('base64url');
  try {
    await client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: false }));
  } catch (error) {
    if (!(error instanceof ParameterAlreadyExists)) throw asRetryableError('SSM', error);
  }
}
