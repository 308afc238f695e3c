import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { HandlerFunction } from './handler-function.ts';

/** Which records of the stream a function wants: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html */
export type RecordFilter = {
  eventName?: readonly ('INSERT' | 'MODIFY' | 'REMOVE')[];
  dynamodb: { Keys: { pk: { S: readonly KeyPattern[] }; sk: { S: readonly KeyPattern[] } } };
};
type KeyPattern = string | { prefix: string };

export type StreamConsumerProps = {
  stage: Stage;
  streamArn: string;
  handler: HandlerFunction;
  /** A record is handed over when one of them fits, five at most; what none lets through costs nothing. */
  filters: readonly [RecordFilter, ...RecordFilter[]];
  /** Batches of a thousand, gathered for that long, with the name of their shard; absent: a hundred, as soon as the stage gathers them. */
  countedFor?: { windowSeconds: number };
  /** What is broken while a batch is not done, in one sentence without a full stop. */
  ifThisFails: string;
};

/**
 * Makes a function a reader of the table's stream: in order for each item, in batches, and again until it succeeds. Two functions at most
 * may read one stream: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class StreamConsumer extends Construct {
  /** Where a batch is named that could not be done: from where to where in the stream, which keeps records for a day. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    const { stage, streamArn, handler, filters, ifThisFails, countedFor } = props;
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { ifThisFails });
    handler.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [streamArn],
    );
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON, // a stream that is new has nothing before it, and nothing after it is missed
      batchSize: countedFor ? 1_000 : 100,
      maxBatchingWindow: Duration.seconds(countedFor?.windowSeconds ?? stage.changesWindowSeconds),
      ...(countedFor && { tumblingWindow: Duration.minutes(15) }), // the only way to be told the shard; the longest, as each end is a run
      parallelizationFactor: 1,
      filters: filters.map((filter) => ({ pattern: JSON.stringify(filter) })),
      reportBatchItemFailures: true,
      bisectBatchOnError: countedFor === undefined, // https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html does not say that it goes with windows
      // records of an item wait behind one that fails, so it does not fail for ever; an outage of hours is outlasted
      retryAttempts: 100,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(this.deadLetters.queue),
    });
    mapping.node.addDependency(handler.function.role ?? handler.function);
    Validations.of(handler).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The destination is a queue of ours; the audit looks for it where only other constructs have it.',
    });
  }
}
