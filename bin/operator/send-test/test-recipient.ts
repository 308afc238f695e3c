import { type Channel, channelNames, channelOf, isSent, sendChannels } from '../../../contract/channels/channels.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import { UserId } from '../../../contract/values.ts';
import { normalAddress } from '../../../core/channels/email/rules/normal-address.ts';
import { fingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { CannotDo } from '../cannot-do.ts';

/** The ways that can be tested, and what each is sent to. */
export const testChannels = [...sendChannels(), ...channelNames().filter((channel) => !isSent(channel))];
export type TestChannel = Channel;

/** Who a test is sent to; a user of an address is one of our own, so that no real user's preferences or inbox are touched. */
export type TestRecipient = Contact & { id: string };

/**
 * Finds the recipient behind an address, a number or a user's id.
 * @throws CannotDo when it is none.
 */
export function testRecipient(channel: TestChannel, to: string): TestRecipient {
  const { address } = channelOf(channel);
  if (address === undefined) return { id: parse(UserId, to, "a user's id, as your app knows it") };
  const { field, isList, kept, wanted } = address;
  const parsed = parse(kept, isList ? [to] : to, wanted);
  return { id: ownId(to), [field]: parsed };
}

/** The same for the same address, so that two tests at once are one user's. */
function ownId(address: string): string {
  return `bellhop-test-${fingerprint(normalAddress(address)).slice(0, 16)}`;
}

function parse<Output>(
  schema: { safeParse: (given: unknown) => { success: boolean; data?: Output } },
  to: string | string[],
  what: string,
): Output {
  const parsed = schema.safeParse(to);
  if (parsed.data === undefined) throw new CannotDo(`--to "${to}" will not do: it must be ${what}`);
  return parsed.data;
}
