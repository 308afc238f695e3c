import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { shortFingerprint } from '../../../core/publishing/rules/fingerprint.ts';

/** Bounces after which the address is known to be none. */
const hard: ReadonlySet<string> = new Set(['HardBounce', 'BadEmailAddress']);

/** What Postmark calls a bounce and is none: mail that came back by itself, and what it goes on trying. */
const notes: ReadonlyMap<string, string> = new Map([
  ['Transient', 'delayed: Postmark goes on trying'],
  ['AutoResponder', 'an automatic reply, as of somebody who is out of office'],
  ['AddressChange', 'an automatic reply: the recipient has another address'],
  ['Subscribe', 'an automatic reply that asks to subscribe'],
  ['Unsubscribe', 'an automatic reply that asks to unsubscribe'],
  ['ChallengeVerification', 'an automatic reply that asks who the sender is'],
  ['OpenRelayTest', 'the mail server tests the sender'],
]);

/**
 * What a bounce says, by its type; only one that is hard says something about the address.
 * https://postmarkapp.com/developer/api/bounce-api (bounce types)
 */
export function bounceReceipt(
  type: string,
  { providerId }: Pick<ProviderReceipt, 'providerId'>,
): Pick<ProviderReceipt, 'id' | 'status' | 'reason' | 'detail'> {
  const id = shortFingerprint(JSON.stringify(['postmark', providerId, 'Bounce', type]));
  const note = notes.get(type);
  if (note !== undefined) return { id, detail: `${note} (${type})` };
  const word = type.replace(/[^A-Za-z]/g, '').slice(0, 60);
  if (type === 'SpamComplaint') return { id, status: 'complained', reason: 'complaint', detail: 'the reader complained' };
  return { id, status: 'bounced', reason: hard.has(type) ? 'hard_bounce' : 'soft_bounce', detail: `bounced: ${word}` };
}
