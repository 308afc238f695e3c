import { Stack, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SmsBudget } from '../channels/sms/sms-budget.ts';
import { type CodeOf, Door } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';
import type { Api } from '../http/api.ts';
import type { Alarms } from '../operations/alarms.ts';
import type { UnsubscribeSecret } from '../preferences/unsubscribe-secret.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';
import { Sender } from './sender.ts';

export type DeliveryProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  alarms: Alarms;
  storage: Storage;
  unsubscribeSecret: UnsubscribeSecret;
};

/** Deliver: e-mail, bulk e-mail and SMS queue → claim → SES or SNS → confirm. */
export class Delivery extends Construct {
  readonly sender: Sender;
  readonly email: WorkQueue;
  readonly bulkEmail: WorkQueue;
  readonly sms: WorkQueue;
  readonly emailDoor: Door;
  readonly smsDoor: Door;
  private readonly owner: OwnerSettings;
  private readonly smsBudget: SmsBudget;
  private readonly emailDoors: readonly Door[];

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    this.owner = props.owner;
    const { stage } = props;
    this.sender = new Sender(this, 'Sender', props);
    this.smsBudget = new SmsBudget(this, 'SmsBudget', props);

    this.email = new WorkQueue(this, 'Email', {
      stage,
      urlSetting: 'EMAIL_QUEUE_URL',
      ifThisFails: 'E-mails stay unsent until they are redriven',
    });
    this.bulkEmail = new WorkQueue(this, 'BulkEmail', {
      stage,
      urlSetting: 'BULK_EMAIL_QUEUE_URL',
      ifThisFails: 'Digests and e-mails to whole topics stay unsent until they are redriven',
    });
    this.sms = new WorkQueue(this, 'Sms', {
      stage,
      urlSetting: 'SMS_QUEUE_URL',
      ifThisFails: 'SMS stay unsent until they are redriven',
    });

    this.emailDoor = this.addEmailDoor('DeliverEmail', 'email', this.email, props);
    this.emailDoors = [this.emailDoor, this.addEmailDoor('DeliverBulkEmail', 'bulk-email', this.bulkEmail, props)];
    this.smsDoor = this.addDoor('DeliverSms', 'channels/sms/deliver-sms', this.sms, props);
    letSendSms(this.smsDoor, props.owner);
    this.smsBudget.letSpend(this.smsDoor);
    props.storage.letReserveSms(this.smsDoor);
    props.storage.letSuppress(this.smsDoor); // numbers whose owners told the carrier to stop
  }

  /** Lets a function queue messages for every channel, and tells it where SMS may go. */
  letQueue(door: Door): void {
    this.email.letSend(door);
    this.bulkEmail.letSend(door);
    this.sms.letSend(door);
    this.smsBudget.tellCountries(door);
  }

  /** Tells a function where SMS may go, and what one and a month of them may cost. */
  tellPrices(door: Door): void {
    this.smsBudget.letSpend(door);
    door.set('SMS_MAX_PRICE_USD', this.owner.smsMaxPriceUsd ?? '');
  }

  /** Lets whoever sends say how it ended: that a digest is over, or that another channel is needed. Called later: the ingest queue is made after these. */
  reportTo(ingest: WorkQueue): void {
    for (const door of [...this.emailDoors, this.smsDoor]) ingest.letSend(door);
  }

  /** Tells who sends e-mails where the links in them lead. Called last: the API is made after the queues. */
  linkTo({ url }: Api): void {
    for (const door of this.emailDoors) door.set('API_URL', url);
  }

  private addEmailDoor(id: string, road: 'email' | 'bulk-email', queue: WorkQueue, props: DeliveryProps): Door {
    const door = this.addDoor(id, 'channels/email/deliver-email', queue, props);
    door.set('EMAIL_ROAD', road);
    door.set('QUOTA_REST_SECONDS', props.stage.quotaRestSeconds);
    this.sender.letSend(door);
    props.unsubscribeSecret.letSign(door);
    return door;
  }

  private addDoor(id: string, file: string, queue: WorkQueue, { stage, codeOf, storage }: DeliveryProps): Door {
    const timeoutSeconds = stage.queueTimeoutSeconds;
    const door = new Door(this, id, { door: file, codeOf, stage, timeoutSeconds, mayRecur: true }); // by way of the ingest queue
    queue.feed(door);
    storage.letDeliver(door);
    door.set('LEASE_SECONDS', stage.leaseSeconds);
    door.set('AMBIGUOUS_WAIT_SECONDS', stage.ambiguousWaitSeconds);
    door.set('PROVIDER_TIMEOUT_SECONDS', stage.providerTimeoutSeconds);
    door.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
    return door;
  }
}

/** Lets a function send SMS to any number, and publish to no topic. */
function letSendSms(door: Door, owner: OwnerSettings): void {
  door.set('SMS_SENDER_ID', owner.smsSenderId);
  door.set('SMS_MAX_PRICE_USD', owner.smsMaxPriceUsd ?? '');
  door.set('SMS_PARTS_PER_SECOND', owner.smsPartsPerSecond);
  door.allow(['sns:Publish'], ['*']);
  door.deny(['sns:Publish'], [Stack.of(door).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })]);
  Validations.of(door).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'A phone number has no ARN, so IAM takes nothing narrower for SMS; a second statement denies every topic.',
  });
}
