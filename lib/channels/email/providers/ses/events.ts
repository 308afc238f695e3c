import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type Tracking, trackings } from '../../../../../contract/channels/email/tracking.ts';
import type { HandlerFunction } from '../../../../handlers/handler-function.ts';
import type { Sender } from './sender.ts';

type Taker = { handler: HandlerFunction; deadLetters: IQueue };

/** What SES tells of every e-mail. None of these changes it. */
const everyEvent = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.SUBSCRIPTION,
];

/** What SES tells of tracked e-mails as well. For the first it adds a picture, for the other it rewrites links. */
const trackingEvents: Readonly<Record<Tracking, EmailSendingEvent[]>> = {
  opens: [EmailSendingEvent.OPEN],
  clicks: [EmailSendingEvent.CLICK],
  'opens+clicks': [EmailSendingEvent.OPEN, EmailSendingEvent.CLICK],
};

/** Brings what SES reports of configuration sets to a function, by the default bus: SES puts its events on no other. */
export function addSesEvents(
  scope: Construct,
  { configurationSet, trackingSets }: Pick<Sender, 'configurationSet' | 'trackingSets'>,
  { handler, deadLetters }: Taker,
): Rule {
  const destination = EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default'));
  new ConfigurationSetEventDestination(scope, 'Events', { configurationSet, destination, events: everyEvent });
  for (const tracking of trackings) {
    const set = trackingSets[tracking];
    const events = [...everyEvent, ...trackingEvents[tracking]];
    new ConfigurationSetEventDestination(scope, `EventsOf${set.node.id}`, { configurationSet: set, destination, events });
  }
  const sets = [configurationSet, ...Object.values(trackingSets)].map(({ configurationSetName }) => configurationSetName);
  return new Rule(scope, 'Reported', {
    eventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': sets } } } },
    targets: [new LambdaFunction(handler.function, { deadLetterQueue: deadLetters })],
  });
}
