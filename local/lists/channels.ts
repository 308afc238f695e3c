import { readFileSync } from 'node:fs';
import { type ChosenChannel, channelNames, channelOf, isSent, type SendChannel } from '../../contract/channels/channels.ts';
import type { ChannelQueue } from '../../contract/channels/definition.ts';
import type { ProviderList } from '../../contract/channels/provider-definition.ts';
import { providerNames, providerSetting, providersOf, standbySetting } from '../../contract/channels/providers.ts';
import type { LocalAnswers } from '../gateway/local-answers.ts';

/** A channel as the console lists it. */
export type ListedChannel = LocalAnswers['GET /local/channels']['data'][number];

const icons = new URL('../console/elements/icons.svg', import.meta.url);

/** The channels, as the console shows them. `environment` is that of the stack's functions, which says who sends. */
export function listChannels(environment: Readonly<Record<string, string>> = {}): ListedChannel[] {
  const drawn = [...readFileSync(icons, 'utf8').matchAll(/<symbol id="([\w-]+)"/g)].map(([, id]) => id);
  return channelNames().map((name) => {
    const { words, address, queues, usualStatuses, isHeldAtNight, canBounce } = channelOf(name);
    return {
      name,
      title: words.title,
      many: words.many,
      icon: drawn.includes(name) ? name : 'channel',
      is_sent: isSent(name),
      is_held_at_night: isHeldAtNight,
      can_bounce: canBounce,
      usual_statuses: [...usualStatuses],
      ...(address && {
        address: { field: address.field, noun: address.noun, wanted: address.wanted, is_list: address.isList === true },
      }),
      queues: [...(queues ? [toQueue(queues.each, words.title)] : []), ...(queues?.topic ? [toQueue(queues.topic, 'Bulk')] : [])],
      ...(isSent(name) && { provider: providerOf(name, environment) }),
      providers: isSent(name) ? providerNames(name).map((each) => ({ name: each, title: titleOf(name, each) })) : [],
    };
  });
}

function toQueue({ key }: ChannelQueue, title: string): ListedChannel['queues'][number] {
  return { name: key, title };
}

function providerOf(channel: SendChannel, environment: Readonly<Record<string, string>>): ListedChannel['provider'] {
  const [usual = `${channel}-provider`] = providerNames(channel); // none where it was added without any
  const name = environment[providerSetting(channel as ChosenChannel)] ?? usual; // one that sends by kind has no such setting
  const standby = environment[standbySetting(channel as ChosenChannel)]?.split(',') ?? [];
  return { name, title: [name, ...standby].map((each) => titleOf(channel, each)).join(', ') };
}

function titleOf(channel: SendChannel, provider: string): string {
  const known: ProviderList = providersOf(channel);
  return (known[provider]?.title ?? 'Provider').replace('Amazon ', ''); // a step of the pipeline has room for a word
}
