import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Now } from '../../../core/time/ports/clock.ts';
import { makeLean } from '../../aws/lean-client.ts';
import { asRetryableError } from '../../aws/sdk-errors.ts';

/** The one table, as every adapter over it is given it. `now` tells what has expired but is not yet removed. */
export type Table = { name: string; client: DynamoDBDocumentClient; now: Now };

/** How long to wait for a connection and for an answer, in milliseconds. */
export type Patience = { connectMs: number; answerMs: number };

/**
 * Opens the table for the life of the process. Attempts and time-outs suit a function: DynamoDB answers in milliseconds or
 * is asked again, and what stays unanswered becomes `RetryableError` within five seconds.
 */
export function openTable(
  name: string,
  { now = () => new Date(), patience = { connectMs: 1_000, answerMs: 1_500 } }: { now?: Now; patience?: Patience } = {},
): Table {
  const dynamo = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: patience.connectMs, requestTimeout: patience.answerMs, throwOnRequestTimeout: true },
  });
  const client = DynamoDBDocumentClient.from(makeLean(dynamo, 'dynamodb'), { marshallOptions: { removeUndefinedValues: true } });
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw asRetryableError('DynamoDB', error);
      }
    },
    { step: 'initialize', name: 'asRetryableError', priority: 'high' },
  );
  return { name, client, now };
}
