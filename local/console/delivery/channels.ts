import { ask } from '../api/call.ts';
import type { Channel, MessageStatus } from '../api/types.ts';
import { namesOf } from '../elements/one-of.ts';

const { data } = await ask('GET /local/channels'); // before anything is drawn: headings, forms and rows are made of them

/** What people call the channels, in the order they are shown. */
export const channelNames = Object.fromEntries(data.map(({ name, title }) => [name, title])) as Readonly<Record<Channel, string>>;

/** The channels, in that order. */
export const channels = namesOf(channelNames);

/** The channels whose messages are sent. */
export const sendChannels = data.filter(({ is_sent }) => is_sent).map(({ name }) => name);

/** The statuses that a message of a channel passes when all goes well. */
export function usualStatuses(channel: Channel): readonly MessageStatus[] {
  return data.find(({ name }) => name === channel)?.usual_statuses ?? [];
}
