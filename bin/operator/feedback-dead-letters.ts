import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { isLogsEvent, type LogsEvent, logLinesIn } from '../../adapters/aws/log-lines.ts';
import { dynamoSentSms } from '../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { SmsVoiceReceipt } from '../../adapters/providers/end-user-messaging/event.ts';
import { readSnsReceipt, SnsReceipt } from '../../adapters/providers/sns/receipt.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { ProviderEvent } from '../../contract/feedback/provider-events.ts';
import { recordEvent } from '../../core/feedback/record-event.ts';
import { recordReceipt } from '../../core/feedback/record-receipt.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import type { DeadLetter } from './dead-letter.ts';

/** The table in which it is recorded, and the queue that is asked for another channel. */
type Places = { table: Table; sqs: SQSClient; ingestUrl: string };

/**
 * What Lambda keeps of a call that failed three times; EventBridge, when it could not call at all, keeps the event as it is.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const FailedCall = z.object({
  requestPayload: z.unknown(),
  responsePayload: z.object({ errorMessage: z.string() }).optional(),
});

/**
 * Records what a provider reported, as the function would have: late is as good as in time, and twice is once.
 * Answers whether the message is done; one that this version cannot read is not, and stays.
 */
export async function recordFeedbackDeadLetter({ body }: DeadLetter, places: Places): Promise<boolean> {
  const deadLetter = eventIn(body);
  const deps = depsOf(places);
  if (isLogsEvent(deadLetter)) return recordReceipts(deadLetter, deps);

  const event = z.union([ProviderEvent, SmsVoiceReceipt]).safeParse(deadLetter);
  if (!event.success) return false;
  await recordEvent(event.data, deps);
  return true;
}

/** The receipts of SMS in a batch of log lines; whatever else is in it, the function would drop as well. */
async function recordReceipts(batch: LogsEvent, deps: ReturnType<typeof depsOf>): Promise<boolean> {
  for (const { message, timestamp } of await logLinesIn(batch)) {
    const receipt = SnsReceipt.safeParse(jsonIn(message));
    if (receipt.success) await recordReceipt(readSnsReceipt(receipt.data), new Date(timestamp), deps);
  }
  return true;
}

/** What is measured here reaches no alarm: nobody reads this terminal but the operator. */
function depsOf({ table, sqs, ingestUrl }: Places) {
  return {
    ledger: dynamoLedger(table),
    suppressions: dynamoSuppressions(table),
    tallies: dynamoSenderTallies(table),
    pauses: dynamoPauses(table),
    users: dynamoUsers(table),
    sentSms: dynamoSentSms(table),
    ingest: sqsQueue(ingestUrl, sqs),
    measure: () => {},
    now: table.now,
  };
}

/** Why a function's call failed, when a dead-letter message's body says so. */
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
