import { SQSClient } from '@aws-sdk/client-sqs';

let shared: SQSClient | undefined;

/** One client for every queue of a function. Asking again is harmless: what is queued twice is worked on once. */
export function sqsClient(): SQSClient {
  shared ??= new SQSClient({
    maxAttempts: 3,
    useQueueUrlAsEndpoint: true,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  return shared;
}
