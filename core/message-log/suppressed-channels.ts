import type { Channel } from '../../contract/values.ts';
import { addressesOn } from '../channels/rules/address.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';

export type SuppressedChannelsDeps = {
  users: Pick<Users, 'getMany'>;
  suppressions: Pick<Suppressions, 'find'>;
  workflows: ReadonlyMap<string, Workflow>;
};

/** Finds the channels, of those on which something goes to a user, where it will be suppressed; nothing when there is none. */
export async function suppressedChannels(
  { userId, workflow, channels }: { userId: string; workflow: string; channels: readonly Channel[] },
  { users, suppressions, workflows }: SuppressedChannelsDeps,
): Promise<Channel[] | undefined> {
  const known = (await users.getMany([userId])).get(userId);
  if (known === undefined) return undefined;
  const user = reachedBy(workflows.get(workflow) ?? {}, known);
  const suppressed = await Promise.all(
    channels.map(async (channel) => {
      const found = await Promise.all(addressesOn(channel, user).map((address) => suppressions.find(address)));
      return found.length > 0 && found.every((each) => each !== undefined) ? [channel] : [];
    }),
  );
  return suppressed.flat().length > 0 ? suppressed.flat() : undefined;
}
