import { Construct } from 'constructs';
import type { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { type RecordFilter, StreamConsumer } from '../handlers/stream-consumer.ts';
import type { Bus } from '../publishing/bus.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

export type EventsProps = {
  stage: Stage;
  codeOf: CodeOf;
  storage: Storage;
  streamArn: string;
  /** Who is told: the bus, webhooks, or both. */
  bus: Bus | undefined;
  webhooks: Webhooks | undefined;
};

/** Tells others what changes: the table's stream → tell-changes → the stage's bus, webhooks. It is there only with the settings `events` or `webhooks`. */
export class Events extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, streamArn, bus, webhooks }: EventsProps) {
    super(scope, id);
    const handler = new HandlerFunction(this, 'TellChanges', {
      handler: 'events/tell-changes',
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
    });
    storage.grant(handler, 'tellChanges');
    bus?.grantPut(handler);
    if (webhooks !== undefined) {
      webhooks.work.grantSend(handler);
      storage.grant(handler, 'queueDeliveries');
    }
    const { deadLetters } = new StreamConsumer(this, 'Changes', {
      stage,
      streamArn,
      handler,
      filters: toldOf,
      ifThisFails: 'Some changes were told to nobody: who relies on events or webhooks has missed them',
    });
    this.deadLetters = deadLetters;
  }
}

/** Notifications and messages, marks in an inbox, what users have chosen, and suppressions. */
const toldOf: [RecordFilter, ...RecordFilter[]] = [
  {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { Keys: { pk: { S: [{ prefix: 'N#' }] }, sk: { S: ['META', { prefix: 'M#' }] } } },
  },
  { eventName: ['MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'U#' }] }, sk: { S: [{ prefix: 'N#' }] } } } },
  { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'U#' }] }, sk: { S: ['USER'] } } } },
  { eventName: ['INSERT', 'REMOVE'], dynamodb: { Keys: { pk: { S: [{ prefix: 'S#' }] }, sk: { S: ['-'] } } } },
];
