import { SQSClient } from '@aws-sdk/client-sqs';

let shared: SQSClient | undefined;

/**
 * Gives every queue of a function the same client. It may send a message twice, which is harmless: what is queued twice is worked
 * on once.
 */
export function sqsClient(): SQSClient {
  shared ??= new SQSClient({
    maxAttempts: 3,
    useQueueUrlAsEndpoint: true,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  return shared;
}
