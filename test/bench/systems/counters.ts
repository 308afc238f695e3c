import type { PassedCall } from './counting-handler.ts';

/** What went to DynamoDB and SQS. An empty receive is not counted: it comes with time, not with notifications. */
export type Counters = {
  dynamoRequests: number;
  /** Those among them that reserve permits to send; a write that came too late is not answered with 200, and so not counted. */
  rateLimiterRequests: number;
  readUnits: number;
  writeUnits: number;
  sqsRequests: number;
};

/** Nothing yet. */
export function noCounts(): Counters {
  return { dynamoRequests: 0, rateLimiterRequests: 0, readUnits: 0, writeUnits: 0, sqsRequests: 0 };
}

/** Counts a call of DynamoDB that was made with `ReturnConsumedCapacity`. */
export function countDynamo(counters: Counters, { action, asked, answer }: PassedCall): void {
  const consumed = [answer.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
  const units = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  counters.dynamoRequests += 1;
  if (JSON.stringify(asked.Key ?? '').includes('PACE#')) counters.rateLimiterRequests += 1;
  if (/^(?:BatchGet|Get|Query|TransactGet)/.test(action)) counters.readUnits += units;
  else counters.writeUnits += units;
}

/** Counts a call of SQS. */
export function countSqs(counters: Counters, { action, answer }: PassedCall): void {
  const isEmpty = action === 'ReceiveMessage' && ((answer.Messages ?? []) as unknown[]).length === 0;
  if (!isEmpty) counters.sqsRequests += 1;
}
