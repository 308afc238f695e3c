import { ask } from '../api/call.ts';
import type { Channel, ListedChannel, MessageStatus } from '../api/types.ts';
import { icon } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';

/** All that is known of the channels, in the order they are shown. */
export const { data: listedChannels } = await ask('GET /local/channels'); // before anything is drawn: headings, forms and rows are made of them

/** What people call them. */
export const channelNames = Object.fromEntries(listedChannels.map(({ name, title }) => [name, title])) as Readonly<
  Record<Channel, string>
>;

/** Their names. */
export const channels = namesOf(channelNames);

/** The channels whose messages are sent. */
export const sendChannels = listedChannels.filter(({ is_sent }) => is_sent).map(({ name }) => name);

/** The statuses that a message of a channel passes when all goes well. */
export function usualStatuses(channel: Channel): readonly MessageStatus[] {
  return find(channel)?.usual_statuses ?? [];
}

/** A channel's drawing; it says nothing by itself, so its neighbours must. */
export function channelIcon(channel: Channel): SVGSVGElement {
  return icon(find(channel)?.icon ?? channel);
}

/** Lists channels in a sentence, each by what `wordOf` takes of it: `E-mail and SMS`. */
export function nameChannels(named: readonly ListedChannel[], wordOf: (channel: ListedChannel) => string): string {
  const words = new Intl.ListFormat('en-GB').format(named.map(wordOf));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function find(channel: Channel): ListedChannel | undefined {
  return listedChannels.find(({ name }) => name === channel);
}
