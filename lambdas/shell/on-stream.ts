import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { type ItemChange, type StreamRecord, toItemChange } from '../../adapters/dynamodb/events/stream-record.ts';
import { RetryableError } from '../../core/errors.ts';
import type { Measure } from '../../core/operations/ports/metrics.ts';
import { type LogIds, userIdInLog } from './ids/log-ids.ts';
import { fitForLambda, logFailure } from './log.ts';
import { reportLateness } from './report-lateness.ts';

/** A write to an item, and where it stands in the stream. */
export type StreamedChange = ItemChange & { sequenceNumber: string };

export type StreamShell = { measure: Measure; now?: () => Date };

/**
 * What Lambda tells of a batch besides its records, to a function that has a tumbling window: which shard it is of, and it wants a state back.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
type StreamEvent = DynamoDBStreamEvent & { shardId?: string; window?: object };
type StreamAnswer = DynamoDBBatchResponse & { state?: object };

/**
 * Makes a Lambda handler for the table's stream. `work` is given a batch in order and its shard (the stream itself, where nobody names one), and
 * answers how many of it are done, from the first on; the rest comes again. When it throws, Lambda tries both halves by themselves, so that one
 * record that always fails stops no other for long.
 */
export function onStream(
  work: (changes: readonly StreamedChange[], shardId: string) => Promise<number>,
  { measure, now = () => new Date() }: StreamShell,
) {
  return middy<StreamEvent, StreamAnswer>()
    .onError(({ event, error }) => {
      if (!(error instanceof RetryableError)) logFailure('changes failed', placeOf(event), error);
      throw fitForLambda(error);
    })
    .handler(async ({ Records, shardId, window }) => {
      const changes = (Records as unknown as StreamRecord[]).map((record) => ({
        ...toItemChange(record),
        sequenceNumber: record.dynamodb.SequenceNumber,
      }));
      reportLateness(
        changes.map(({ at }) => now().getTime() - at.getTime()),
        measure,
      );
      const first = changes[await work(changes, shardId ?? Records[0]?.eventSourceARN ?? '')];
      return {
        batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }],
        ...(window !== undefined && { state: {} }), // its answer would be taken for a failure without one
      };
    });
}

/**
 * Where a batch lies: in its log line and its dead-letter message alike. Lambda halves one that fails until it is a single record, so the line says
 * of the first alone what it is about.
 */
function placeOf({ Records }: DynamoDBStreamEvent): LogIds {
  const [first, last] = [Records[0], Records.at(-1)].map((record) => record?.dynamodb?.SequenceNumber ?? '');
  const [, kind, id] = /^(N|U)#(.+)$/.exec(Records[0]?.dynamodb?.Keys?.pk?.S ?? '') ?? [];
  const about = id === undefined ? {} : kind === 'N' ? { notificationId: `ntf_${id}` } : { userId: userIdInLog(id) };
  return { records: Records.length, first: first ?? '', last: last ?? '', ...about };
}
