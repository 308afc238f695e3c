import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { asRetryableError } from '../aws/sdk-errors.ts';

/** A client for parameters: asking is harmless, and done within seconds. */
export function ssmClient(): SSMClient {
  return new SSMClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
}

/**
 * What a parameter holds, decrypted, as words that white space sets apart; empty when there is no such parameter.
 * @throws RetryableError when SSM does not answer.
 */
export async function readParameterWords(client: SSMClient, name: string): Promise<readonly string[]> {
  return (await readParameter(client, name)).match(/\S+/g) ?? [];
}

/**
 * What a parameter holds, decrypted, to the last byte; empty when there is no such parameter.
 * @throws RetryableError when SSM does not answer.
 */
export async function readParameter(client: SSMClient, Name: string): Promise<string> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof ParameterNotFound) return '';
    throw asRetryableError('SSM', error);
  }
}
