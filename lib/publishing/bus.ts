import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Stage } from '../stage.ts';
import type { Intake } from './intake.ts';

const publishEvents = { detailType: ['notification.publish'] };

/** Takes what is published by event: bus → rule → ingest queue. The owner's own services put the events. */
export class Bus extends Construct {
  readonly bus: EventBus;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { stage, intake }: { stage: Stage; intake: Intake }) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus');
    // a copy to replay from; short, for events name people
    this.bus.archive('Archive', { eventPattern: publishEvents, retention: Duration.days(stage.archiveDays) });

    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      ifThisFails: 'Notifications that were published as events are not accepted until they are redriven',
    });
    new Rule(this, 'Publish', {
      eventBus: this.bus,
      eventPattern: publishEvents,
      targets: [new SqsQueue(intake.ingest.queue, { deadLetterQueue: this.deadLetters.queue })],
    });
  }

  /** Lets a function put events here, of which the rule above wants none. */
  grantPut(handler: HandlerFunction): void {
    handler.set('EVENT_BUS_NAME', this.bus.eventBusName);
    handler.allow(['events:PutEvents'], [this.bus.eventBusArn]);
  }
}
