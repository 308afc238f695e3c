import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import { addReach } from '../../webhooks/webhooks.ts';
import type { ChannelInStack, ChannelProps } from '../channel-in-stack.ts';
import { addDeviceKinds, type PushPlace, pushProviderNeeds } from './providers.ts';
import { VapidSecret } from './vapid-secret.ts';

/** Push in the stack: what each kind of device needs, and who keeps the devices. It is there only with the setting `push`. */
export class PushInStack implements ChannelInStack {
  readonly handler = 'channels/push/deliver-push';
  readonly needsApiUrl = false;
  private readonly props: ChannelProps;
  private readonly vapidSecret: VapidSecret;

  /** The public key that browsers subscribe with. */
  readonly webKey: string;

  constructor(scope: Construct, props: ChannelProps) {
    this.props = props;
    this.vapidSecret = new VapidSecret(scope, 'WebPush', props);
    this.webKey = this.vapidSecret.publicKey;
  }

  grantSend(handler: HandlerFunction): void {
    for (const needs of Object.values(pushProviderNeeds)) needs.grantSend(handler, this.place);
    this.props.storage.grant(handler, 'sendPush');
  }

  /** Nobody tells by HTTP what became of a push message. */
  grantReceive(): void {}

  /** Lets a function keep the devices of users, and say which key browsers subscribe with. */
  grantManageDevices(handler: HandlerFunction): void {
    this.props.storage.grant(handler, 'manageDevices');
    this.vapidSecret.grantUse(handler);
    addReach(handler, this.props.stage);
    addDeviceKinds(handler, this.props.owner);
  }

  private get place(): PushPlace {
    const { stage, owner } = this.props;
    return { stage, owner, vapidSecret: this.vapidSecret };
  }
}
