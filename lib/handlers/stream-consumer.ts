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

  constructor(scope: Construct, id: string, { stage, streamArn, handler, filters, ifThisFails }: StreamConsumerProps) {
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
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(stage.changesWindowSeconds),
      parallelizationFactor: 1,
      filters: filters.map((filter) => ({ pattern: JSON.stringify(filter) })),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
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
