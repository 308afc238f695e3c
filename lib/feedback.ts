import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { type CodeOf, Door } from './door.ts';
import type { Sender } from './sender.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';

export type FeedbackProps = { stage: Stage; codeOf: CodeOf; storage: Storage; sender: Sender };

/** Feedback: SES configuration set → default bus → record-feedback. SES puts its events on no other bus. */
export class Feedback extends Construct {
  readonly deadLetters: DeadLetters;
  /** What brings SES's events to the function. */
  readonly rule: Rule;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, sender }: FeedbackProps) {
    super(scope, id);
    const eventBus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    new ConfigurationSetEventDestination(this, 'Events', {
      configurationSet: sender.configurationSet,
      destination: EventDestination.eventBus(eventBus),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });

    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      ifThisFails: 'What SES reported of some e-mails is not recorded: addresses that bounced may be sent to again',
    });
    const deadLetters = this.deadLetters.queue;
    const door = new Door(this, 'RecordFeedback', {
      door: 'event/record-feedback',
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
    });
    storage.letRecordFeedback(door);
    door.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters) });
    this.rule = new Rule(this, 'Reported', {
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [sender.configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(door.function, { deadLetterQueue: deadLetters })],
    });
  }
}
