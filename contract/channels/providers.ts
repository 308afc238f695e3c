import * as z from 'zod';
import { type ChosenChannel, channelOf, chosenChannels, type ProvidersOf, type SendChannel, sendChannels } from './channels.ts';
import type { ProviderDefinition, ProviderList } from './provider-definition.ts';

/** A provider of a channel, as the setting `<channel>Provider` calls it. */
export type ProviderOf<Channel extends SendChannel> = keyof ProvidersOf<Channel> & string;

/** Any provider there is. */
export type ProviderName = { [Channel in SendChannel]: ProviderOf<Channel> }[SendChannel];

/** The setting of a function that names the provider of a channel. */
export type ProviderSetting<Channel extends ChosenChannel = ChosenChannel> = `${Uppercase<Channel>}_PROVIDER`;

type Names<Name extends string> = z.ZodEnum<{ [Each in Name]: Each }>;
type Definitions<Channel extends SendChannel = SendChannel> = Channel extends SendChannel
  ? ProvidersOf<Channel>[keyof ProvidersOf<Channel>]
  : never;
type Environments<Of = Definitions> = Of extends ProviderDefinition ? Of['environment'] : never;
type SettingOf<Of = Environments> = Of extends unknown ? keyof Of : never;

/** The providers of a channel; none where it was added without any. */
export function providersOf<Channel extends SendChannel>(
  channel: Channel,
): Readonly<Record<ProviderOf<Channel>, ProviderDefinition>> {
  return (channelOf(channel).providers ?? {}) as Readonly<Record<ProviderOf<Channel>, ProviderDefinition>>;
}

/** Their names: the first is that of a stage which names none. */
export function providerNames<Channel extends SendChannel>(channel: Channel): [ProviderOf<Channel>, ...ProviderOf<Channel>[]] {
  return Object.keys(providersOf(channel)) as [ProviderOf<Channel>, ...ProviderOf<Channel>[]];
}

/** Whether Bellhop comes with the prices of a provider. */
export function isPriced(channel: SendChannel, provider: string): boolean {
  const providers: ProviderList = providersOf(channel);
  return providers[provider]?.isPriced === true;
}

/** The provider of a stage that names none. */
export function defaultProvider<Channel extends SendChannel>(channel: Channel): ProviderOf<Channel> {
  return providerNames(channel)[0];
}

/** Makes a schema of the names of a channel's providers. */
export function providerName<Channel extends SendChannel>(channel: Channel): Names<ProviderOf<Channel>> {
  return z.enum(providerNames(channel)) as unknown as Names<ProviderOf<Channel>>;
}

/** The setting of a function that names the provider of a channel: `SMS_PROVIDER`. */
export function providerSetting<Channel extends ChosenChannel>(channel: Channel): ProviderSetting<Channel> {
  return `${channel.toUpperCase()}_PROVIDER` as ProviderSetting<Channel>;
}

/** The setting of a function that names who takes over while that one is paused, in their order: `SMS_STANDBY`. */
export function standbySetting<Channel extends ChosenChannel>(channel: Channel): `${Uppercase<Channel>}_STANDBY` {
  return `${channel.toUpperCase()}_STANDBY` as `${Uppercase<Channel>}_STANDBY`;
}

/** Lists these settings of all channels. */
export function standbySettingNames(): `${Uppercase<ChosenChannel>}_STANDBY`[] {
  return chosenChannels().map(standbySetting);
}

/** Who takes over on each channel; none where there is one provider. That each is one was seen to at deploy. */
export function standbySettings(): {
  [Channel in ChosenChannel as `${Uppercase<Channel>}_STANDBY`]: () => z.ZodType<ProviderOf<Channel>[]>;
} {
  const names = () =>
    z
      .string()
      .default('')
      .transform((text) => text.split(',').filter(Boolean));
  return Object.fromEntries(chosenChannels().map((channel) => [standbySetting(channel), names])) as never;
}

/** Lists these settings of all channels. */
export function providerSettingNames(): ProviderSetting[] {
  return chosen().map(providerSetting);
}

/** Who sends on each channel: `SMS_PROVIDER`; absent where it is the default. */
export function providerSettings(): {
  [Channel in ChosenChannel as ProviderSetting<Channel>]: () => z.ZodDefault<Names<ProviderOf<Channel>>>;
} {
  const channels = chosen().map((channel) => [
    providerSetting(channel),
    () => providerName(channel).default(defaultProvider(channel)),
  ]);
  return Object.fromEntries(channels);
}

/** The settings of functions that belong to one provider each. */
export function providerEnvironment(): { [Name in SettingOf]: Extract<Environments, Readonly<Record<Name, unknown>>>[Name] } {
  const definitions = provided().flatMap((channel) => Object.values<ProviderDefinition>(providersOf(channel)));
  return Object.assign({}, ...definitions.map(({ environment }) => environment));
}

/** The providers of the channels of which one may tell by HTTP what became of a message. */
export function receiptProviders(): Names<ProviderName> {
  const channels = provided().filter((channel) =>
    Object.values<ProviderDefinition>(providersOf(channel)).some(({ receiptsByHttp }) => receiptsByHttp),
  );
  return z.enum(channels.flatMap((channel) => providerNames(channel) as ProviderName[])) as unknown as Names<ProviderName>;
}

/** The channels that have providers of which the owner chooses one. */
function chosen(): ChosenChannel[] {
  return chosenChannels().filter((channel) => channelOf(channel).providers !== undefined);
}

/** The channels that have providers. */
function provided(): SendChannel[] {
  return sendChannels().filter((channel) => channelOf(channel).providers !== undefined);
}
