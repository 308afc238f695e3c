import { Construct } from 'constructs';
import type { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { type RecordFilter, StreamConsumer } from '../handlers/stream-consumer.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type StatisticsProps = { stage: Stage; codeOf: CodeOf; storage: Storage; streamArn: string };

/** What becomes of notifications, counted: the table's stream → count-statistics → rows of days. It is there when the table has a stream. */
export class Statistics extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, streamArn }: StatisticsProps) {
    super(scope, id);
    const handler = new HandlerFunction(this, 'CountStatistics', {
      handler: 'statistics/count-statistics',
      codeOf,
      stage,
      timeoutSeconds: stage.cronTimeoutSeconds, // a first "mark all as read" may cover thousands of items
    });
    storage.grant(handler, 'countStatistics');
    const { deadLetters } = new StreamConsumer(this, 'Changes', {
      stage,
      streamArn,
      handler,
      filters: countedOf,
      countedFor: { windowSeconds: stage.countingWindowSeconds },
      ifThisFails: 'Statistics lack what some changes would have added to them: their days show too little',
    });
    this.deadLetters = deadLetters;
  }
}

/** Notifications and messages, what was read, and what users have chosen. */
const countedOf: [RecordFilter, ...RecordFilter[]] = [
  {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { Keys: { pk: { S: [{ prefix: 'N#' }] }, sk: { S: ['META', { prefix: 'M#' }] } } },
  },
  { eventName: ['MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'U#' }] }, sk: { S: [{ prefix: 'N#' }] } } } },
  { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'U#' }] }, sk: { S: ['USER'] } } } },
];
