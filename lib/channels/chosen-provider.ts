import type { Construct } from 'constructs';
import type { ChosenChannel } from '../../contract/channels/channels.ts';
import type { ProviderDefinition, ProviderList } from '../../contract/channels/provider-definition.ts';
import {
  defaultProvider,
  type ProviderName,
  type ProviderOf,
  providerSetting,
  providersOf,
  standbySetting,
} from '../../contract/channels/providers.ts';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import { providerChoice } from '../settings/provider-settings.ts';
import type { ProviderNeeds, ProviderPlace } from './provider-needs.ts';

/** Makes what a provider has of its own in the stack, beneath `scope`, and says what it needs. */
export type AddProvider<Needs> = (scope: Construct, place: ProviderPlace) => Needs;

/** The providers that send the messages of a channel in this stack, as the owner has named them: the first sends while it can. */
export class ChosenProvider<Channel extends ChosenChannel, Needs extends ProviderNeeds = ProviderNeeds> {
  /** Of each that is named, in their order. */
  readonly definitions: readonly ProviderDefinition[];
  /** What they have in the stack: of what several have, that of the first of them. */
  readonly needs: Needs;
  private readonly all: readonly Needs[];
  private readonly channel: Channel;
  private readonly names: readonly ProviderName[];
  private readonly place: ProviderPlace;

  constructor(
    scope: Construct,
    channel: Channel,
    { add, place }: { add: Readonly<Record<ProviderOf<Channel>, AddProvider<Needs>>>; place: ProviderPlace },
  ) {
    this.channel = channel;
    this.names = place.owner[providerChoice<ChosenChannel>(channel)];
    const known: ProviderList = providersOf(channel); // each is one of the list, as the setting is
    this.definitions = this.names.flatMap((name) => known[name] ?? []);
    this.all = this.names.map((name) => add[name as ProviderOf<Channel>](scope, place));
    this.needs = Object.assign({}, ...[...this.all].reverse());
    this.place = place;
  }

  /** Whether one of them has this in the stack. */
  has(isSo: (needs: Needs) => boolean): boolean {
    return this.all.some(isSo);
  }

  /** Lets a function send by each of them. */
  grantSend(handler: HandlerFunction): void {
    this.addEnvironment(handler);
    for (const needs of this.all) needs.grantSend(handler, this.place);
  }

  /** Lets a function take what they tell by HTTP. */
  grantReceive(handler: HandlerFunction): void {
    this.addEnvironment(handler);
    for (const needs of this.all) needs.grantReceive?.(handler, this.place);
  }

  /** Names the first, unless it is the default, and who takes over: stacks from before there was a choice stay as they are. */
  addEnvironment(handler: HandlerFunction): void {
    const [first = defaultProvider(this.channel), ...standby] = this.names;
    if (first !== defaultProvider(this.channel)) handler.set(providerSetting(this.channel), first);
    if (standby.length > 0) handler.set(standbySetting(this.channel), standby.join());
  }
}
