import type { Channel } from '../../../contract/values.ts';
import { normalAddress } from '../../channels/email/rules/normal-address.ts';

/** What a magic recipient makes of a message that a test key sent. */
export type MagicOutcome = 'delivered' | 'temporary-failure' | 'permanent-failure' | 'bounce' | 'complaint';

/** Ours ends with a name that no one can register (RFC 2606); the other is AWS's: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const magicDomains = ['test.bellhop.example', 'simulator.amazonses.com'];

const mailboxes: ReadonlyMap<string, MagicOutcome> = new Map([
  ['delivered', 'delivered'],
  ['success', 'delivered'],
  ['ooto', 'delivered'], // an automatic reply comes back, which is no bounce
  ['soft-fail', 'temporary-failure'],
  ['fail', 'permanent-failure'],
  ['bounce', 'bounce'],
  ['suppressionlist', 'bounce'],
  ['complaint', 'complaint'],
]);

/** In the range that Ofcom keeps free for films and examples, so none of them is anybody's. */
const numbers: ReadonlyMap<string, MagicOutcome> = new Map([
  ['+447700900901', 'delivered'],
  ['+447700900902', 'temporary-failure'],
  ['+447700900903', 'permanent-failure'],
  ['+447700900904', 'bounce'],
  ['+447700900905', 'complaint'],
]);

/** What becomes of a test message to this address or number; nothing when the recipient is an ordinary one. */
export function magicOutcome(channel: Channel, address: string): MagicOutcome | undefined {
  switch (channel) {
    case 'email':
      return mailboxOutcome(normalAddress(address));
    case 'sms':
      return numbers.get(address);
    case 'inbox':
      return undefined;
    default:
      return channel satisfies never;
  }
}

/** A label tells an app's tests apart, as in `bounce+signup@…`, and changes nothing. */
function mailboxOutcome(address: string): MagicOutcome | undefined {
  const [local = '', domain = ''] = address.split('@');
  return magicDomains.includes(domain) ? mailboxes.get(local.split('+', 1)[0] ?? '') : undefined;
}
