import type { Construct } from 'constructs';
import { channelsOn, type OptionalChannel, type SendChannel } from '../../contract/channels/channels.ts';
import { switchedOnBy } from '../settings/channel-settings.ts';
import type { ChannelInStack, ChannelProps } from './channel-in-stack.ts';
import { ChatInStack } from './chat/chat-in-stack.ts';
import { EmailInStack } from './email/email-in-stack.ts';
import { PushInStack } from './push/push-in-stack.ts';
import { SmsInStack } from './sms/sms-in-stack.ts';

/** What each channel is in the stack. */
const classes = { email: EmailInStack, sms: SmsInStack, chat: ChatInStack, push: PushInStack } as const satisfies Readonly<
  Record<SendChannel, new (scope: Construct, props: ChannelProps) => ChannelInStack>
>;

type InStack<Name extends SendChannel> = { readonly [Channel in Name]: InstanceType<(typeof classes)[Channel]> };

/** The channels of a stack that send; those that are optional are there where the owner has switched them on. */
export type ChannelsInStack = InStack<Exclude<SendChannel, OptionalChannel>> & Partial<InStack<OptionalChannel>>;

/** Makes what each channel has of its own. */
export function addChannels(scope: Construct, props: ChannelProps): ChannelsInStack {
  const channels = channelsOn(switchedOnBy(props.owner));
  return Object.fromEntries(channels.map((channel) => [channel, new classes[channel](scope, props)])) as never;
}
