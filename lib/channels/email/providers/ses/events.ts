import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  type ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../../../handlers/handler-function.ts';

type Taker = { handler: HandlerFunction; deadLetters: IQueue };

/** Brings what SES reports of a configuration set to a function, by the default bus: SES puts its events on no other. */
export function addSesEvents(scope: Construct, configurationSet: ConfigurationSet, { handler, deadLetters }: Taker): Rule {
  const eventBus = EventBus.fromEventBusName(scope, 'DefaultBus', 'default');
  new ConfigurationSetEventDestination(scope, 'Events', {
    configurationSet,
    destination: EventDestination.eventBus(eventBus),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.DELIVERY_DELAY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.RENDERING_FAILURE,
      EmailSendingEvent.SUBSCRIPTION,
    ],
  });
  return new Rule(scope, 'Reported', {
    eventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
    },
    targets: [new LambdaFunction(handler.function, { deadLetterQueue: deadLetters })],
  });
}
