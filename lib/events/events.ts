import { Construct } from 'constructs';
import type { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { type RecordFilter, StreamConsumer } from '../handlers/stream-consumer.ts';
import type { Bus } from '../publishing/bus.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type EventsProps = { stage: Stage; codeOf: CodeOf; storage: Storage; streamArn: string; bus: Bus };

/** Changes of state, told to others: the table's stream → tell-changes → the stage's bus. It is there only with the setting `events`. */
export class Events extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, streamArn, bus }: EventsProps) {
    super(scope, id);
    const handler = new HandlerFunction(this, 'TellChanges', {
      handler: 'events/tell-changes',
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
    });
    storage.grantTellChanges(handler);
    bus.grantPut(handler);
    const { deadLetters } = new StreamConsumer(this, 'Changes', {
      stage,
      streamArn,
      handler,
      filters: toldOf,
      ifThisFails: 'Some changes were told to nobody: who relies on events has missed them',
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
