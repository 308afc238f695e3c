import type { PassedCall } from './counting-handler.ts';

/** What went to DynamoDB and SQS. An empty receive is not counted: it comes with time, not with notifications. */
export type Counters = {
  dynamoRequests: number;
  /** Those among them that reserve permits to send. */
  rateLimiterRequests: number;
  readUnits: number;
  writeUnits: number;
  sqsRequests: number;
  /** Runs of functions, those behind the API among them. */
  runs: number;
};

/** Nothing yet. */
export function noCounts(): Counters {
  return { dynamoRequests: 0, rateLimiterRequests: 0, readUnits: 0, writeUnits: 0, sqsRequests: 0, runs: 0 };
}

/**
 * Counts a call of DynamoDB that was made with `ReturnConsumedCapacity`. The emulator's units follow AWS's rules (`emulator-units.test.ts`
 * holds them to it), but for writes that it refuses: AWS takes units for those too, and gives no number with the refusal.
 */
export function countDynamo(counters: Counters, call: PassedCall): void {
  const { action, asked, answer, refusal } = call;
  counters.dynamoRequests += 1;
  if (JSON.stringify(asked.Key ?? '').includes('PACE#')) counters.rateLimiterRequests += 1;
  if (refusal !== undefined) counters.writeUnits += unitsOfRefused(call);
  else if (/^(?:BatchGet|Get|Query|TransactGet)/.test(action)) counters.readUnits += unitsIn(answer);
  else counters.writeUnits += unitsIn(answer);
}

/** Counts a call of SQS. */
export function countSqs(counters: Counters, { action, answer }: PassedCall): void {
  const isEmpty = action === 'ReceiveMessage' && ((answer.Messages ?? []) as unknown[]).length === 0;
  if (!isEmpty) counters.sqsRequests += 1;
}

function unitsIn(answer: PassedCall['answer']): number {
  const consumed = [answer.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
  return consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

/**
 * One unit for a condition that did not hold, two for each item of a transaction that was called off, taken to be no larger than 1 KB.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/troubleshooting-throttling.html takes neither for throttled calls.
 */
function unitsOfRefused({ asked, refusal }: PassedCall): number {
  if (refusal === 'ConditionalCheckFailedException') return 1;
  if (refusal === 'TransactionCanceledException') return 2 * (asked.TransactItems as unknown[]).length;
  return 0;
}
