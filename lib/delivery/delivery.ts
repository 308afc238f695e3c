import { Construct } from 'constructs';
import { byQueue, type QueueName, type SendChannel } from '../../contract/channels/channels.ts';
import { SmsBudget } from '../channels/sms/sms-budget.ts';
import { SmsSender } from '../channels/sms/sms-sender.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';
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

/** Deliver: e-mail, bulk e-mail and SMS queue → claim → SES or the SMS provider → confirm. */
export class Delivery extends Construct {
  readonly sender: Sender;
  readonly smsSender: SmsSender;
  /** The queues of every channel, by the names that the channels give them. */
  readonly queues: Readonly<Record<QueueName, WorkQueue>>;
  readonly emailHandler: HandlerFunction;
  readonly smsHandler: HandlerFunction;
  private readonly owner: OwnerSettings;
  private readonly smsBudget: SmsBudget;
  private readonly emailHandlers: readonly HandlerFunction[];

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    this.owner = props.owner;
    const { stage } = props;
    this.sender = new Sender(this, 'Sender', props);
    this.smsSender = new SmsSender(props);
    this.smsBudget = new SmsBudget(this, 'SmsBudget', props);

    this.queues = byQueue(({ name, ...queue }) => new WorkQueue(this, idOf(name), { stage, ...queue }));
    const { email, bulkEmail, sms } = this.queues;

    this.emailHandler = this.addEmailHandler('DeliverEmail', 'email', email, props);
    this.emailHandlers = [this.emailHandler, this.addEmailHandler('DeliverBulkEmail', 'bulk-email', bulkEmail, props)];
    this.smsHandler = this.addHandler('DeliverSms', 'channels/sms/deliver-sms', sms, props);
    this.smsSender.grantSend(this.smsHandler);
    this.smsBudget.grantSpend(this.smsHandler);
    props.storage.grantReserveSms(this.smsHandler);
    props.storage.grantSuppress(this.smsHandler); // numbers whose owners told the carrier to stop
  }

  /** Lets a function queue messages for every channel, and tells it where SMS may go. */
  grantQueue(handler: HandlerFunction): void {
    for (const queue of Object.values(this.queues)) queue.grantSend(handler);
    this.smsBudget.addCountriesEnvironment(handler);
  }

  /** Tells a function where SMS may go, and what one and a month of them may cost. */
  addPriceEnvironment(handler: HandlerFunction): void {
    this.smsBudget.grantSpend(handler);
    handler.set('SMS_MAX_PRICE_USD', this.owner.smsMaxPriceUsd ?? '');
  }

  /** Lets whoever sends say how it ended: that a digest is over, or that another channel is needed. Called later: the ingest queue is made after these. */
  reportTo(ingest: WorkQueue): void {
    const handlers: Readonly<Record<SendChannel, readonly HandlerFunction[]>> = {
      email: this.emailHandlers,
      sms: [this.smsHandler],
    };
    for (const handler of Object.values(handlers).flat()) ingest.grantSend(handler);
  }

  /** Tells who sends where the links in e-mails lead, and where an SMS provider calls. Called last: the API is made after the queues. */
  linkTo({ url }: { url: string }): void {
    for (const handler of this.emailHandlers) handler.set('API_URL', url);
    if (this.smsSender.receiptsByHttp) this.smsHandler.set('API_URL', url);
  }

  private addEmailHandler(id: string, name: 'email' | 'bulk-email', queue: WorkQueue, props: DeliveryProps): HandlerFunction {
    const handler = this.addHandler(id, 'channels/email/deliver-email', queue, props);
    handler.set('EMAIL_QUEUE', name);
    handler.set('QUOTA_REST_SECONDS', props.stage.quotaPauseSeconds);
    this.sender.grantSend(handler);
    props.unsubscribeSecret.grantSign(handler);
    return handler;
  }

  private addHandler(id: string, file: string, queue: WorkQueue, { stage, codeOf, storage }: DeliveryProps): HandlerFunction {
    const timeoutSeconds = stage.queueTimeoutSeconds;
    const handler = new HandlerFunction(this, id, { handler: file, codeOf, stage, timeoutSeconds, mayRecur: true }); // by way of the ingest queue
    queue.feed(handler);
    storage.grantDeliver(handler);
    handler.set('LEASE_SECONDS', stage.leaseSeconds);
    handler.set('AMBIGUOUS_WAIT_SECONDS', stage.ambiguousWaitSeconds);
    handler.set('PROVIDER_TIMEOUT_SECONDS', stage.providerTimeoutSeconds);
    handler.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
    return handler;
  }
}

/** The logical id of a queue: `BulkEmail` of `bulkEmail`. */
function idOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
