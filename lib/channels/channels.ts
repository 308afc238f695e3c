import type { Construct } from 'constructs';
import type { SendChannel } from '../../contract/channels/channels.ts';
import type { ChannelInStack, ChannelProps } from './channel-in-stack.ts';
import { EmailInStack } from './email/email-in-stack.ts';
import { SmsInStack } from './sms/sms-in-stack.ts';

/** What each channel is in the stack. */
const classes = { email: EmailInStack, sms: SmsInStack } as const satisfies Readonly<
  Record<SendChannel, new (scope: Construct, props: ChannelProps) => ChannelInStack>
>;

/** The channels of a stack that send. */
export type ChannelsInStack = { readonly [Channel in SendChannel]: InstanceType<(typeof classes)[Channel]> };

/** Makes what each channel has of its own. */
export function addChannels(scope: Construct, props: ChannelProps): ChannelsInStack {
  return Object.fromEntries(Object.entries(classes).map(([channel, InStack]) => [channel, new InStack(scope, props)])) as never;
}
