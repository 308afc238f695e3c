import type { ChosenChannel } from '../../contract/channels/channels.ts';
import type { ProviderDefinition, ProviderList } from '../../contract/channels/provider-definition.ts';
import { defaultProvider, type ProviderName, providerSetting, providersOf } from '../../contract/channels/providers.ts';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import { providerChoice } from '../settings/provider-settings.ts';
import type { ProviderNeeds, ProviderPlace } from './provider-needs.ts';

/** Who sends the messages of a channel in this stack: the provider that the owner has chosen. */
export class ChosenProvider<
  Channel extends ChosenChannel,
  Place extends ProviderPlace = ProviderPlace,
  Needs extends ProviderNeeds<Place> = ProviderNeeds<Place>,
> {
  readonly definition: ProviderDefinition;
  readonly needs: Needs;
  private readonly channel: Channel;
  private readonly name: ProviderName;
  private readonly place: Place;

  constructor(channel: Channel, needs: Needs, place: Place) {
    this.channel = channel;
    this.name = place.owner[providerChoice<ChosenChannel>(channel)];
    this.definition = (providersOf(channel) as ProviderList)[this.name] as ProviderDefinition; // one of the list, as the setting is
    this.needs = needs;
    this.place = place;
  }

  /** Lets a function send by it. */
  grantSend(handler: HandlerFunction): void {
    this.addEnvironment(handler);
    this.needs.grantSend(handler, this.place);
  }

  /** Lets a function take what it tells by HTTP. */
  grantReceive(handler: HandlerFunction): void {
    this.addEnvironment(handler);
    this.needs.grantReceive?.(handler, this.place);
  }

  /** Names the provider, unless it is the default: stacks from before there was a choice stay as they are. */
  addEnvironment(handler: HandlerFunction): void {
    if (this.name !== defaultProvider(this.channel)) handler.set(providerSetting(this.channel), this.name);
  }
}
