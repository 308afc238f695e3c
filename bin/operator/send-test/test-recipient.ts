import { type Channel, channelNames, isSent, sendChannels } from '../../../contract/channels/channels.ts';
import { EmailAddress } from '../../../contract/channels/email/email-address.ts';
import { PhoneNumber } from '../../../contract/channels/sms/phone-number.ts';
import { UserId } from '../../../contract/values.ts';
import { normalAddress } from '../../../core/channels/email/rules/normal-address.ts';
import { fingerprint } from '../../../core/publishing/rules/fingerprint.ts';
import { CannotDo } from '../find-stack.ts';

/** The ways that can be tested, and what each is sent to. */
export const testChannels = [...sendChannels(), ...channelNames().filter((channel) => !isSent(channel))];
export type TestChannel = Channel;

/** Who a test is sent to; a user of an address is one of our own, so that no real user's preferences or inbox are touched. */
export type TestRecipient = { id: string; email?: string; phone?: string };

/**
 * The recipient behind an address, a number or a user's id.
 * @throws CannotDo when it is none.
 */
export function testRecipient(channel: TestChannel, to: string): TestRecipient {
  switch (channel) {
    case 'email':
      return { id: ownId(to), email: parse(EmailAddress, to, 'an e-mail address, like ada@example.com') };
    case 'sms':
      return { id: ownId(to), phone: parse(PhoneNumber, to, 'a phone number with its country, like +447700900123') };
    case 'inbox':
      return { id: parse(UserId, to, "a user's id, as your app knows it") };
    default:
      return channel satisfies never;
  }
}

/** The same for the same address, so that two tests at once are one user's. */
function ownId(address: string): string {
  return `bellhop-test-${fingerprint(normalAddress(address)).slice(0, 16)}`;
}

function parse<Output>(
  schema: { safeParse: (text: string) => { success: boolean; data?: Output } },
  to: string,
  what: string,
): Output {
  const parsed = schema.safeParse(to);
  if (parsed.data === undefined) throw new CannotDo(`--to "${to}" will not do: it must be ${what}`);
  return parsed.data;
}
