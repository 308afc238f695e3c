import { channelOf } from '../../../contract/channels/channels.ts';
import type { ProblemCode } from '../../../contract/http/problems.ts';
import type { Channel } from '../../../contract/values.ts';
import type { Reach } from './reach.ts';

/** How far a notification came on each of its channels, all that it was sent again as considered. */
export type Reaches = ReadonlyMap<Channel, Reach>;

/** Which channels were named, if any, and whether what has arrived may go a second time. */
export type Asked = { channels?: readonly Channel[] | undefined; confirm?: boolean | undefined };

/** The channels to send again on, or why there is none. */
export type ResendChoice = { channels: Channel[] } | { code: ProblemCode; detail: string };

/**
 * Chooses the channels on which a notification goes again: those that did not reach the user, or those that are named. Nothing goes
 * while the same is under way, and what reached them, or may have, goes again only if that is confirmed.
 */
export function chooseResend(reaches: Reaches, { channels, confirm = false }: Asked): ResendChoice {
  if (channels === undefined) {
    const missed = [...reaches].flatMap(([channel, reach]) => (reach === 'missed' ? [channel] : []));
    return missed.length > 0 ? { channels: missed } : { code: 'nothing_to_resend', detail: describe(reaches) };
  }
  const underWay = channels.filter((channel) => reaches.get(channel) === 'under-way');
  if (underWay.length > 0)
    return {
      code: 'resend_under_way',
      detail: `its ${name(underWay)} is still on its way; wait until it has ended, or cancel it`,
    };
  const arrived = channels.filter((channel) => reaches.get(channel) === 'reached' || reaches.get(channel) === 'in-doubt');
  if (arrived.length > 0 && !confirm)
    return {
      code: 'resend_unconfirmed',
      detail: `its ${name(arrived)} reached the user, or may have; give "confirm": true to send it twice`,
    };
  return { channels: [...channels] };
}

const reachWords: Readonly<Record<Reach, string>> = {
  missed: 'did not arrive',
  reached: 'arrived',
  'in-doubt': 'may have arrived',
  'under-way': 'is on its way',
  over: 'was not to arrive any more',
};

function describe(reaches: Reaches): string {
  const each = [...reaches].map(([channel, reach]) => `its ${channelOf(channel).words.one} ${reachWords[reach]}`);
  return `${each.join(', ') || 'it has no channel'}; name in "channels" what to send it on`;
}

function name(channels: readonly Channel[]): string {
  return channels.map((channel) => channelOf(channel).words.one).join(' and ');
}
