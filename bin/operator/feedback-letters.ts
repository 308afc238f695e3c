import * as z from 'zod';
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoSenderTallies } from '../../adapters/dynamo/sender-tallies.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { ProviderEvent } from '../../contract/provider-events.ts';
import { recordFeedback } from '../../core/flows/record-feedback.ts';
import { parseJson } from '../../core/rules/parse-json.ts';
import type { DeadLetter } from './dead-letters.ts';
import type { Stack } from './find-stack.ts';

/**
 * What Lambda keeps of a call that failed three times; EventBridge, when it could not call at all, keeps the event as it is.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const FailedCall = z.object({
  requestPayload: z.unknown(),
  responsePayload: z.object({ errorMessage: z.string() }).optional(),
});

/**
 * Records what SES reported, as the function would have: late is as good as in time, and twice is once.
 * Answers whether the letter is done; one that this version cannot read is not, and stays.
 */
export async function recordFeedbackLetter({ body }: DeadLetter, { tableName }: Stack): Promise<boolean> {
  const event = ProviderEvent.safeParse(eventIn(body));
  if (!event.success) return false;

  const table = openTable(tableName);
  await recordFeedback(event.data, {
    ledger: dynamoLedger(table),
    suppressions: dynamoSuppressions(table),
    tallies: dynamoSenderTallies(table),
    parking: dynamoParking(table),
    now: table.now,
  });
  return true;
}

/** Why a function's call failed, when a letter's body says so. */
export function failureIn(body: string): string | undefined {
  return FailedCall.safeParse(jsonIn(body)).data?.responsePayload?.errorMessage;
}

function eventIn(body: string): unknown {
  const json = jsonIn(body);
  const failed = FailedCall.safeParse(json);
  return failed.success && failed.data.requestPayload !== undefined ? failed.data.requestPayload : json;
}

function jsonIn(body: string): unknown {
  const json = parseJson(body);
  return json.ok ? json.value : undefined;
}
