import * as z from 'zod';
import { type OptionalChannel, optionalChannels } from '../../contract/channels/channels.ts';

/** The owner's settings that switch the optional channels on, each named as its channel: off unless the owner says otherwise. */
export function channelSwitches(): { [Channel in OptionalChannel]: z.ZodDefault<z.ZodEnum<{ on: 'on'; off: 'off' }>> } {
  const off = z.enum(['on', 'off']).default('off').meta({ example: 'on' });
  return Object.fromEntries(optionalChannels().map((channel) => [channel, off])) as never;
}

type Switches = Readonly<Record<OptionalChannel, 'on' | 'off'>>;

/** The optional channels that an owner has switched on. */
export function switchedOnBy(owner: Switches): OptionalChannel[] {
  return optionalChannels().filter((channel) => owner[channel] === 'on');
}

/** Those that the owner has not. */
export function switchedOffBy(owner: Switches): OptionalChannel[] {
  return optionalChannels().filter((channel) => owner[channel] !== 'on');
}
