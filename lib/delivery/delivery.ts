import { Construct } from 'constructs';
import { capitalize } from '../../contract/capitalize.ts';
import { byQueue, type QueueName, type SendChannel } from '../../contract/channels/channels.ts';
import type { ChannelInStack, ChannelProps } from '../channels/channel-in-stack.ts';
import { addChannels, type ChannelsInStack } from '../channels/channels.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';

export type DeliveryProps = ChannelProps & { codeOf: CodeOf };

/** Sends messages: the queues of each channel → claim → its provider → confirm. */
export class Delivery extends Construct {
  readonly channels: ChannelsInStack;
  /** The queues of every channel, by the names that the channels give them. */
  readonly queues: Readonly<Record<QueueName, WorkQueue>>;
  /** Who sends what each of them hands out. */
  readonly handlers: Readonly<Record<QueueName, HandlerFunction>>;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { stage } = props;
    this.channels = addChannels(this, props);
    this.queues = byQueue(({ name, urlSetting, ifThisFails }) => {
      return new WorkQueue(this, capitalize(name), { stage, urlSetting, ifThisFails });
    });
    this.handlers = byQueue(({ name, key, channel }) => {
      const handler = this.addHandler(name, channel, props);
      this.channels[channel].grantSend(handler, key);
      return handler;
    });
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

  /** Lets whoever sends say how it ended: that a digest is over, or that another channel is needed. Called later: the ingest queue is made after these. */
  reportTo(ingest: WorkQueue): void {
    for (const handler of Object.values(this.handlers)) ingest.grantSend(handler);
  }

  /** Tells who sends where links in messages lead, and where a provider calls. Called last: the API is made after the queues. */
  linkTo({ url }: { url: string }): void {
    byQueue(({ name, channel }) => this.channels[channel].needsApiUrl && this.handlers[name].set('API_URL', url));
  }

  /** Raises the alarms on what is sent. */
  raiseAlarms(scope: Construct): void {
    for (const channel of this.eachChannel()) channel.raiseAlarms?.(scope);
  }

  private eachChannel(): ChannelInStack[] {
    return Object.values(this.channels);
  }

  private addHandler(queue: QueueName, channel: SendChannel, { stage, codeOf, storage }: DeliveryProps): HandlerFunction {
    const handler = new HandlerFunction(this, `Deliver${capitalize(queue)}`, {
      handler: this.channels[channel].handler,
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
      mayRecur: true, // by way of the ingest queue
    });
    this.queues[queue].feed(handler);
    storage.grantDeliver(handler);
    handler.set('LEASE_SECONDS', stage.leaseSeconds);
    handler.set('AMBIGUOUS_WAIT_SECONDS', stage.ambiguousWaitSeconds);
    handler.set('QUOTA_REST_SECONDS', stage.quotaPauseSeconds);
    handler.set('PROVIDER_TIMEOUT_SECONDS', stage.providerTimeoutSeconds);
    handler.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
    return handler;
  }
}
