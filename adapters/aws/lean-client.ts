import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SESClient } from '@aws-sdk/client-ses';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * Takes off a client what each of its calls would do for nothing: copies of request and answer for a log that is off, and a signer of its
 * own with a copy of all settings. The one signer asks for credentials and region with each call, as those did.
 */
export function makeLean<Client extends SESClient | DynamoDBClient>(client: Client, service: string): Client {
  const { credentials, region, sha256 } = client.config;
  const signer = new SignatureV4({ credentials, region, sha256, service });
  client.config.signer = async () => signer;
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
