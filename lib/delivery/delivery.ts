import { Construct } from 'constructs';
import { capitalize } from '../../contract/capitalize.ts';
import { type QueueKey, type QueueName, queuesOf, type SendChannel } from '../../contract/channels/channels.ts';
import type { ChannelInStack, ChannelProps } from '../channels/channel-in-stack.ts';
import { addChannels, type ChannelsInStack } from '../channels/channels.ts';
import { HandlerFunction } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';

export type DeliveryProps = ChannelProps;

type Work = { name: QueueName; key: QueueKey; queue: WorkQueue; inStack: ChannelInStack };

/** Sends messages: the queues of each channel → its handler, which takes a message → its provider → the ledger. */
export class Delivery extends Construct {
  readonly channels: ChannelsInStack;
  /** The queues of the channels that the stage has, by the names that the channels give them. */
  readonly queues: Readonly<Partial<Record<QueueName, WorkQueue>>>;
  /** Who sends what each of them hands out. */
  readonly handlers: Readonly<Partial<Record<QueueName, HandlerFunction>>>;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { stage } = props;
    this.channels = addChannels(this, props);
    const work = this.eachQueue().map((each) => {
      const { urlSetting, ifThisFails } = each;
      return { ...each, queue: new WorkQueue(this, capitalize(each.name), { stage, urlSetting, ifThisFails }) };
    });
    this.queues = Object.fromEntries(work.map(({ name, queue }) => [name, queue]));
    this.handlers = Object.fromEntries(work.map((each) => [each.name, this.addHandler(each, props)]));
  }

  /** Lets a function queue messages for every channel, and tells it where they may go. */
  grantQueue(handler: HandlerFunction): void {
    for (const queue of Object.values(this.queues)) queue.grantSend(handler);
    for (const channel of this.eachChannel()) channel.addPlanEnvironment?.(handler);
  }

  /** Tells the dry run where messages may go, and what they may cost. */
  addDryRunEnvironment(handler: HandlerFunction): void {
    for (const channel of this.eachChannel()) channel.addDryRunEnvironment?.(handler);
  }

  /** Lets a function take what the providers tell by HTTP. */
  grantReceive(handler: HandlerFunction): void {
    for (const channel of this.eachChannel()) channel.grantReceive(handler);
  }

  /**
   * Lets those who send say how it ended: that a digest is over, or that another channel is needed. Called later, as the ingest
   * queue is made after these.
   */
  reportTo(ingest: WorkQueue): void {
    for (const handler of Object.values(this.handlers)) ingest.grantSend(handler);
  }

  /** Tells who sends where links in messages lead, and where a provider calls. Called last: the API is made after the queues. */
  linkTo({ url }: { url: string }): void {
    for (const { name, inStack } of this.eachQueue()) if (inStack.needsApiUrl) this.handlers[name]?.set('API_URL', url);
  }

  /** Raises the alarms on what is sent. */
  raiseAlarms(scope: Construct): void {
    for (const channel of this.eachChannel()) channel.raiseAlarms?.(scope);
  }

  private eachChannel(): ChannelInStack[] {
    return Object.values(this.channels);
  }

  /** The queues of these channels, each with what its channel is in the stack. */
  private eachQueue() {
    return Object.entries(this.channels).flatMap(([channel, inStack]: [string, ChannelInStack]) =>
      queuesOf(channel as SendChannel).map((queue) => ({ ...queue, inStack })),
    );
  }

  private addHandler({ name, key, queue, inStack }: Work, { stage, codeOf, storage }: DeliveryProps): HandlerFunction {
    const handler = new HandlerFunction(this, `Deliver${capitalize(name)}`, {
      handler: inStack.handler,
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
      mayRecur: true, // by way of the ingest queue
    });
    queue.feed(handler);
    storage.grant(handler, 'deliver');
    handler.set('LEASE_SECONDS', stage.leaseSeconds);
    handler.set('AMBIGUOUS_WAIT_SECONDS', stage.ambiguousWaitSeconds);
    handler.set('QUOTA_REST_SECONDS', stage.quotaPauseSeconds);
    handler.set('PROVIDER_TIMEOUT_SECONDS', stage.providerTimeoutSeconds);
    handler.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
    inStack.grantSend(handler, key);
    return handler;
  }
}
