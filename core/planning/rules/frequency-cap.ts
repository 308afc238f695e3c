import { type ChannelWith, channelOf } from '../../../contract/channels/channels.ts';
import { soonestFrequency } from '../../../contract/digests/frequencies.ts';
import type { Channel } from '../../../contract/values.ts';
import { digestCategory } from '../../digests/rules/digest-names.ts';
import { type Choices, isOptedOut, type Reachable, unknownZone } from '../../preferences/rules/preferences.ts';
import { localClock } from '../../time/rules/local-time.ts';

/** How many a user gets on a channel in an hour or a day of their own clock, from all workflows together. */
export type FrequencyCap = { channel: ChannelWith<'isCapped'>; most: number; per: 'hour' | 'day' };

/** The caps of a stage, and what becomes of the e-mails beyond them. */
export type FrequencyCapPolicy = { allowances: readonly FrequencyCap[]; over: 'digest' | 'skip' };

/** The same with the user's windows that are known to be used up. */
export type FrequencyCaps = FrequencyCapPolicy & { usedUp: readonly string[] };

/**
 * One of a user's windows, and how many it may count. Without `most` it counts without a limit, as for what always goes.
 * `keptUntil` is when it ends, if that may be days ahead.
 */
export type CapWindow = { window: string; most?: number; keptUntil?: Date };

type InTheirZone = Pick<Choices, 'timezone'>;

/** The hour or day that an instant lies in on the user's clock, which an allowance is for: `email#2030-03-15T13`, `sms#2030-03-15`. */
export function windowOf({ channel, per }: FrequencyCap, { timezone = unknownZone }: InTheirZone, at: Date): string {
  const { date, time } = localClock(at, timezone);
  return `${channel}#${per === 'day' ? date : `${date}T${time.slice(0, 2)}`}`;
}

/** Reads a window's channel, and the rest of its name. */
export function parseWindow(window: string): { channel: Channel; window: string } {
  const at = window.indexOf('#');
  return { channel: window.slice(0, at) as Channel, window: window.slice(at + 1) }; // as `windowOf` wrote it
}

/** The cap that is reached on this channel, if there is one. */
export function findUsedUp(
  channel: Channel,
  { user, frequencyCaps }: { user: InTheirZone; frequencyCaps?: FrequencyCaps | undefined },
  at: Date,
): FrequencyCap | undefined {
  return frequencyCaps?.allowances.find(
    (each) => each.channel === channel && frequencyCaps.usedUp.includes(windowOf(each, user, at)),
  );
}

/** Describes what a user has had already, in words. */
export function describeUsedUp({ channel, most, per }: FrequencyCap): string {
  const { one, many } = channelOf(channel).words;
  return `${most} ${most === 1 ? one : many} ${per === 'hour' ? 'in this hour' : 'today'} already`;
}

/** Whether e-mails may turn out to be over the cap, and to wait for a digest that their user did not choose. */
export function mayWaitForDigest(policy: FrequencyCapPolicy | undefined): boolean {
  return policy?.over === 'digest' && policy.allowances.some(({ channel }) => channelOf(channel).isDigestible);
}

/** Whether something that is over the cap can wait for the user's next digest, of the frequency that comes soonest. */
export function waitsForDigest(channel: Channel, user: Reachable, { over }: FrequencyCapPolicy): boolean {
  return over === 'digest' && channelOf(channel).isDigestible && !isOptedOut(user, digestCategory(soonestFrequency()), channel);
}
