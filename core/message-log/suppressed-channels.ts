import type { Channel } from '../../contract/values.ts';
import { addressesOn } from '../channels/rules/address.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { Users } from '../users/ports/users.ts';

export type SuppressedChannelsDeps = { users: Pick<Users, 'getMany'>; suppressions: Pick<Suppressions, 'find'> };

/** Finds the channels, of those on which something goes to a user, where it will be suppressed; nothing when there is none. */
export async function suppressedChannels(
  { userId, channels }: { userId: string; channels: readonly Channel[] },
  { users, suppressions }: SuppressedChannelsDeps,
): Promise<Channel[] | undefined> {
  const user = (await users.getMany([userId])).get(userId);
  if (user === undefined) return undefined;
  const suppressed = await Promise.all(
    channels.map(async (channel) => {
      const found = await Promise.all(addressesOn(channel, user).map((address) => suppressions.find(address)));
      return found.length > 0 && found.every((each) => each !== undefined) ? [channel] : [];
    }),
  );
  return suppressed.flat().length > 0 ? suppressed.flat() : undefined;
}
