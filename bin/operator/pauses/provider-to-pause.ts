import { type ChosenChannel, channelOf, chosenChannels } from '../../../contract/channels/channels.ts';
import type { ProviderList } from '../../../contract/channels/provider-definition.ts';
import { type ProviderName, providerNames, providersOf } from '../../../contract/channels/providers.ts';
import { CannotDo } from '../cannot-do.ts';
import { deployedSettings } from '../settings/deployed-settings.ts';
import { runningSettings } from '../settings/running-settings.ts';

/** A provider of a channel, as it is called. */
export type NamedProvider = { name: ProviderName; title: string; channel: ChosenChannel };

/** Finds the provider of this name; nothing where none is called so. */
export function findProvider(name: string): NamedProvider | undefined {
  const channel = chosenChannels().find((each) => providerNames(each).some((known) => known === name));
  if (channel === undefined) return undefined;
  const known: ProviderList = providersOf(channel);
  return { name: name as ProviderName, title: known[name]?.title ?? name, channel };
}

/**
 * Makes sure that another can take over from a provider in a stage.
 * @throws CannotDo when it is none of several there, as its pause would pause nothing.
 */
export async function expectStandby({ name, title, channel }: NamedProvider, stage: string): Promise<void> {
  const settings = stage === 'local' ? await runningSettings() : await deployedSettings(stage);
  const names = settings[`${channel}Provider`]?.split(',') ?? [];
  if (names.length > 1 && names.includes(name)) return;
  const { many, queue } = { many: channelOf(channel).words.many, queue: channelOf(channel).queues?.each.key };
  throw new CannotDo(
    `${title} is none of several that send ${many} in stage ${stage}, so nobody would take over; to let them wait: npm run bellhop -- pause ${queue} --stage ${stage}`,
  );
}
