import * as z from 'zod';
import { Tracked } from '../../../../contract/channels/email/tracking.ts';
import { singleLine } from '../../../../contract/text.ts';
import { mapWritten, write } from '../../../workflows/rules/written.ts';
import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';
import { normalAddress } from './normal-address.ts';

/** One line, or it could add mail headers; folding a long line is the provider's work. */
const Subject = singleLine(200);

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

/** E-mail: a workflow gives the subject here, and the body as `email.tsx` in its folder. */
export const email = {
  copy: {
    field: 'subject',
    isOptional: false,
    write: (_workflow, call) =>
      mapWritten(write({ channel: 'email', field: 'subject' }, Subject, call), (subject) => ({ subject })),
    settings: { trackEmail: z.array(Tracked).min(1).refine(isWithoutRepetition, 'must not repeat what it tracks') },
    show: (_copy, writeEmail) => writeEmail(),
  },
  playAddress: (address) => mailboxOutcome(normalAddress(address)),
} as const satisfies ChannelBehaviour;

function isWithoutRepetition(tracked: readonly Tracked[]): boolean {
  return new Set(tracked).size === tracked.length;
}

/** A label tells an app's tests apart, as in `bounce+signup@…`, and changes nothing. */
function mailboxOutcome(address: string): MagicOutcome | undefined {
  const [local = '', domain = ''] = address.split('@');
  return magicDomains.includes(domain) ? mailboxes.get(local.split('+', 1)[0] ?? '') : undefined;
}
