import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { dynamoChangedNotifications } from '../../adapters/dynamodb/events/changed-notifications.ts';
import { readChange } from '../../adapters/dynamodb/events/read-change.ts';
import { readStreamPart } from '../../adapters/dynamodb/events/stream-part.ts';
import { toItemChange } from '../../adapters/dynamodb/events/stream-record.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { dynamoWebhooks } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { eventBus } from '../../adapters/eventbridge/event-bus.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import { tellChanges } from '../../core/events/tell-changes.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import { callBack, type Told } from '../../core/webhooks/call-back.ts';
import { webhookSink } from '../../core/webhooks/queue-deliveries.ts';
import type { DeadLetter } from './dead-letter.ts';

/** Who is told: the bus, where events are on, and webhooks, where these are. */
type Places = { table: Table; sqs: SQSClient; busName: string | undefined; webhooksQueueUrl: string | undefined };

/**
 * What Lambda says of a batch of a stream that it gave up: where the records are, and not the records.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
const GivenUp = z.object({
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string().regex(/^\d{1,40}$/),
    endSequenceNumber: z.string().regex(/^\d{1,40}$/),
  }),
});

/**
 * Tells what some records of the stream have changed, as the function would have: with the same ids, so that who was told before knows it.
 * Answers whether the message is done; one whose records the stream has no more is not, and stays.
 */
export async function tellEventsDeadLetter({ body }: DeadLetter, places: Places): Promise<boolean> {
  const json = parseJson(body);
  const givenUp = GivenUp.safeParse(json.ok ? json.value : undefined);
  const records = givenUp.success ? await readStreamPart(givenUp.data.DDBStreamBatchInfo) : undefined;
  if (records === undefined) return false;

  const changes = records.map(toItemChange);
  await tellChanges(
    changes.flatMap((change) => readChange(change) ?? []),
    depsOf(places),
  );
  return true;
}

function depsOf({ table, sqs, busName, webhooksQueueUrl }: Places) {
  const notifications = dynamoChangedNotifications(table);
  const ofWebhooks = webhooksQueueUrl !== undefined && {
    webhooks: dynamoWebhooks(table),
    deliveries: dynamoDeliveries(table),
    queue: sqsQueue<WebhookMessage>(webhooksQueueUrl, sqs),
    notifications,
    now: table.now,
  };
  return {
    notifications,
    sinks: [...(busName === undefined ? [] : [eventBus(busName)]), ...(ofWebhooks ? [webhookSink(ofWebhooks)] : [])],
    callBack: ofWebhooks ? (told: readonly Told[]) => callBack(told, ofWebhooks) : undefined,
  };
}
