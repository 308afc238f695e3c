import { channelOf, sendChannels } from '../../../contract/channels/channels.ts';
import { PreferencesAnswer } from '../../../contract/preferences/preferences.ts';
import { UserAnswer } from '../../../contract/users/users.ts';
import { shortenAddress } from '../mask-addresses.ts';
import { describeSuppression } from '../suppressions/suppression-words.ts';
import { describeRecent, findSuppression, howToLift, recentOf } from './about-address.ts';
import { describeChoices } from './describe-choices.ts';
import type { Told, Where } from './where.ts';

/** How a user can be reached, what they have chosen, and what became of their last notifications. */
export async function aboutUser(id: string, { api, stack, stage, limit, raw }: Where): Promise<Told> {
  const path = `/v1/users/${encodeURIComponent(id)}`;
  const user = await api.find(UserAnswer, path);
  if (user === undefined) return { found: false, document: {}, lines: [] };

  const preferences = await api.find(PreferencesAnswer, `${path}/preferences`);
  const addresses = await Promise.all(
    addressesOf(user).map(async ({ address, noun }) => {
      const suppression = await findSuppression(address, stack);
      const shown = raw ? address : shortenAddress(address);
      return { noun, address: shown, ...(suppression && { suppression: { ...suppression, address: shown } }) };
    }),
  );
  const notifications = await recentOf(api, { user: id }, limit);
  const contact = addresses.length === 0 ? 'has no address at all' : 'can be reached';
  return {
    found: true,
    document: { about: 'user', user: id, addresses, ...(preferences && { preferences }), notifications },
    lines: [
      `User "${id}" ${contact}${user.locale ? `, language ${user.locale}` : ''}${user.timezone ? `, time zone ${user.timezone}` : ''}.`,
      ...addresses.flatMap(({ noun, address, suppression }) =>
        suppression === undefined
          ? [`Their ${noun} ${address} is not suppressed.`]
          : [describeSuppression(`Their ${noun} ${address}`, suppression), howToLift(raw ? address : '<address>', stage)],
      ),
      ...(preferences === undefined ? [] : describeChoices(preferences)),
      ...describeRecent(notifications, 'to them'),
    ],
  };
}

/** Lists each address of a user, and what it is called. */
export function addressesOf(user: UserAnswer): { address: string; noun: string }[] {
  return sendChannels().flatMap((channel) => {
    const { address } = channelOf(channel);
    const kept = address && (user[address.field as keyof UserAnswer] as string | string[] | undefined); // as the channel's schema has it
    return address === undefined || kept === undefined
      ? []
      : [kept].flat().map((each) => ({ address: each, noun: address.noun }));
  });
}
