import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import { WebhookSecret } from '../../webhooks/webhook-secret.ts';
import { addReach } from '../../webhooks/webhooks.ts';
import type { ChannelInStack, ChannelProps } from '../channel-in-stack.ts';

/** Chats in the stack: each connection says by itself where it leads, so its providers need nothing there. */
export class ChatInStack implements ChannelInStack {
  readonly handler = 'channels/chat/deliver-chat';
  readonly needsApiUrl = false;
  private readonly props: ChannelProps;
  private readonly secret: WebhookSecret;

  constructor(scope: Construct, props: ChannelProps) {
    this.props = props;
    this.secret = new WebhookSecret(scope, props);
  }

  /** Lets a function take turns on connections, remove those that are gone, and sign what webhooks are told. */
  grantSend(handler: HandlerFunction): void {
    const { stage, storage } = this.props;
    storage.grant(handler, 'useConnections');
    this.secret.grantSign(handler);
    addReach(handler, stage);
  }

  /** Lets a function keep connections, and make the secret that those of webhooks are derived from. */
  grantConnect(handler: HandlerFunction): void {
    const { stage, storage } = this.props;
    storage.grant(handler, 'keepConnections');
    this.secret.grantMake(handler);
    addReach(handler, stage);
  }

  /** None of its services tells anything by HTTP. */
  grantReceive(): void {
    // nothing to let it take
  }

  raiseAlarms(scope: Construct): void {
    const { alarms } = this.props;
    alarms.raise(scope, 'ChatRoomGone', {
      metric: alarms.metric('ChatRoomsGone', Stats.SUM),
      above: 0,
      ifThisFails:
        'A chat says that the connection of a topic is gone: what is published to the topic is not said there any more',
      article: 'chat-room-gone',
    });
  }
}
