import type * as z from 'zod';
import { chat } from './chat/channel.ts';
import type { ChannelDefinition, ChannelQueue } from './definition.ts';
import { email } from './email/channel.ts';
import { inbox } from './inbox/channel.ts';
import { push } from './push/channel.ts';
import { sms } from './sms/channel.ts';

/** The list of channels: what depends on them is derived from it, or demanded by its type. */
const builtIn = { inbox, email, sms, chat, push } as const satisfies Readonly<Record<string, ChannelDefinition>>;
type BuiltIn = typeof builtIn;

/** The name of a channel: a way in which a notification can reach a user. */
export type Channel = keyof BuiltIn;

type With<Part extends keyof ChannelDefinition, Value = object> = {
  [Name in Channel]: BuiltIn[Name] extends Readonly<Record<Part, Value>> ? Name : never;
}[Channel];

/** The channels whose messages are sent to an address, by a provider. */
export type SendChannel = With<'address'>;

/** The channels that a stage may be without. */
export type OptionalChannel = With<'isOptional', true>;

/** The channels whose provider the owner chooses. */
export type ChosenChannel = Exclude<SendChannel, With<'sendsByKind', true>>;

/** What a channel is or is not. */
type Flag = 'isHeldAtNight' | 'isEscalation' | 'isDigestible' | 'isCapped' | 'isPaid' | 'isUnsubscribable';

/** The channels of which something is so: `ChannelWith<'isUnsubscribable'>`. */
export type ChannelWith<Is extends Flag> = With<Is, true>;

/** The providers of a channel. */
export type ProvidersOf<Name extends SendChannel> = BuiltIn[Name]['providers'];

type Queues = BuiltIn[SendChannel]['queues'];
type QueueOf<Of = Queues> = Of extends Queues ? Of[keyof Of] : never; // of each channel, not of what all have

/** The names of the queues of every channel. */
export type QueueName = QueueOf['name'];

/** What stored items, the command line and the local system call them: `bulk-email`. */
export type QueueKey = QueueOf['key'];

/** The names of the settings that hold their URLs. */
export type QueueSetting = QueueOf['urlSetting'];

const registry = new Map<string, ChannelDefinition>(Object.entries(builtIn));

/** Adds a channel to those that are built in. Call it before the modules are loaded whose schemas are made from the list. */
export function addChannel(name: string, definition: ChannelDefinition): Channel {
  registry.set(name, definition);
  return name as Channel;
}

/** What is known of a channel. */
export function channelOf(channel: Channel): ChannelDefinition {
  const definition = registry.get(channel);
  if (definition === undefined) throw new Error(`there is no channel "${channel}"; there are: ${channelNames().join(', ')}`);
  return definition;
}

/** The channels, in the order in which they are shown. */
export function channelNames(): Channel[] {
  return [...registry.keys()] as Channel[];
}

/** The channels of which something is so. */
export function channelsWith<Is extends Flag>(flag: Is): ChannelWith<Is>[] {
  return channelNames().filter((name) => channelOf(name)[flag]) as ChannelWith<Is>[];
}

/** The channels whose messages are sent. */
export function sendChannels(): SendChannel[] {
  return channelNames().filter(isSent);
}

/** The channels by whose addresses users are found: what is registered for a user is found under them. */
export function leadingChannels(): SendChannel[] {
  return sendChannels().filter((name) => channelOf(name).address?.isRegistered !== true);
}

/** The channels that a stage may be without. */
export function optionalChannels(): OptionalChannel[] {
  return channelNames().filter((name): name is OptionalChannel => channelOf(name).isOptional === true);
}

/** The channels that send in a stage which has these of the optional ones. */
export function channelsOn(switchedOn: readonly Channel[]): SendChannel[] {
  return sendChannels().filter((name) => channelOf(name).isOptional !== true || switchedOn.includes(name));
}

/** The channels whose provider the owner chooses. */
export function chosenChannels(): ChosenChannel[] {
  return sendChannels().filter((name): name is ChosenChannel => channelOf(name).sendsByKind !== true);
}

/** Whether messages of a channel are sent, and have not arrived already by being entered. */
export function isSent(channel: Channel): channel is SendChannel {
  return channelOf(channel).address !== undefined;
}

/** The queue that a message goes by: what goes to a topic or an audience has one of its own on some channels. */
export function queueOf(channel: SendChannel, { isBulk }: { isBulk: boolean }): QueueName {
  const { queues } = channelOf(channel);
  if (queues === undefined) throw new Error(`channel "${channel}" has an address and no queue; give its definition one`);
  return ((isBulk && queues.topic) || queues.each).name as QueueName;
}

type NamedQueue = ChannelQueue & { name: QueueName; key: QueueKey; urlSetting: QueueSetting; channel: SendChannel };

function channelQueues(): NamedQueue[] {
  return [...registry].flatMap(([channel, { queues }]) =>
    Object.values(queues ?? {}).map((queue) => ({ ...queue, channel })),
  ) as never;
}

/** Makes something for each of them, by its name. */
export function byQueue<Value>(make: (queue: NamedQueue) => Value): Record<QueueName, Value> {
  return Object.fromEntries(channelQueues().map((queue) => [queue.name, make(queue)])) as Record<QueueName, Value>;
}

/** Lists those of one channel. */
export function queuesOf(wanted: SendChannel): NamedQueue[] {
  return channelQueues().filter(({ channel }) => channel === wanted);
}

/** What stored items call them, of all channels. */
export function queueKeys(): QueueKey[] {
  return channelQueues().map(({ key }) => key);
}

/** The settings that hold their URLs. */
export function queueSettings(): QueueSetting[] {
  return channelQueues().map(({ urlSetting }) => urlSetting);
}

/** Makes something for each channel, in their order. */
export function byChannel<Value>(make: (definition: ChannelDefinition, channel: Channel) => Value): Record<Channel, Value> {
  return Object.fromEntries([...registry].map(([name, definition]) => [name, make(definition, name as Channel)])) as never;
}

export type AddressPart = 'given' | 'kept';
export type AddressOf<Name extends SendChannel> = BuiltIn[Name]['address'];
type FieldOf<Name extends SendChannel, Part extends AddressPart> = Part extends 'given'
  ? AddressOf<Name> extends { isRegistered: true }
    ? never
    : AddressOf<Name>['field']
  : AddressOf<Name>['field'];

/** The fields of a user that hold their addresses, with the schema of what may be given or of what is kept. */
export function addressFields<Part extends AddressPart>(
  part: Part,
): { [Name in SendChannel as FieldOf<Name, Part>]: z.ZodOptional<AddressOf<Name>[Part]> } {
  const addresses = [...registry.values()].flatMap(({ address }) =>
    address === undefined || (part === 'given' && address.isRegistered) ? [] : address,
  );
  return Object.fromEntries(addresses.map((address) => [address.field, address[part].optional()])) as never;
}

/** The channels on which a user may have several addresses, one of which is the primary one. */
export type ListedChannel = With<'address', { several: string }>;

/** What of a user are their addresses on the channels on which they may have several. */
export function listedAddresses() {
  return [...registry.values()].flatMap(({ address }) =>
    address?.several === undefined ? [] : [{ ...address, several: address.several }],
  );
}

/** The addresses that messages went to, by channel. */
export function sentAddresses(): { [Name in SendChannel]: z.ZodOptional<AddressOf<Name>['kept']> } {
  return Object.fromEntries(sendChannels().map((name) => [name, channelOf(name).address?.kept.optional()])) as never;
}

/** What a dry run shows of each channel, and behind the one that can go in a digest, what the digest shows. */
export function shownCopy<Digest extends z.ZodType>(
  digest: Digest,
): { [Name in Channel]: z.ZodOptional<ReturnType<BuiltIn[Name]['shown']>> } & { digest: z.ZodOptional<Digest> } {
  const fields = [...registry].flatMap(([name, { shown, isDigestible }]) => {
    return [[name, shown().optional()], ...(isDigestible ? [['digest', digest.optional()]] : [])];
  });
  return Object.fromEntries(fields) as never;
}
