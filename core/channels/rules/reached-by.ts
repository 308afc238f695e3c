import { channelOf, sendChannels } from '../../../contract/channels/channels.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { listedOn } from './address-list.ts';

/**
 * Makes the user as a workflow reaches them: by the primary address of each channel. Where the workflow says `to: 'verified'`,
 * that is the primary address if it is verified, else the first other one that is, else none.
 */
export function reachedBy<Somebody extends Contact>({ to }: Pick<Workflow, 'to'>, user: Somebody): Somebody {
  if (to !== 'verified') return user;
  const chosen: Record<string, unknown> = { ...user };
  for (const channel of sendChannels()) {
    const { field, several } = channelOf(channel).address ?? {};
    if (field === undefined || several === undefined) continue;
    const verified = listedOn(channel, user).find((each) => each.verified);
    if (verified === undefined) delete chosen[field];
    else chosen[field] = verified.address;
  }
  return chosen as Somebody; // of whom nothing else has changed
}

/** Says in a plan to which of a user's addresses it goes; nothing where it is the usual one. `a…@example.com` is enough for who knows it. */
export function noteAddress({ to }: Pick<Workflow, 'to'>, address: string | undefined): string {
  return to !== 'verified' || address === undefined ? '' : `; it goes to the verified address ${masked(address)}`;
}

function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? `…${address.slice(-3)}` : `${address.slice(0, 1)}…${address.slice(at)}`;
}
