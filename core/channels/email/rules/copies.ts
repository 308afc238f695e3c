import type { EmailOptions } from './email-options.ts';
import { normalAddress } from './normal-address.ts';

/** Who gets a copy of an e-mail. */
export type Copies = { cc: string[]; bcc: string[] };

/** Who gets a copy, each once: nobody whom it goes to anyway. */
export function copiesOf({ cc = [], bcc = [] }: Pick<EmailOptions, 'cc' | 'bcc'>, to: string): Copies {
  const seen = new Set([normalAddress(to)]);
  const unseen = (address: string) => {
    const isNew = !seen.has(normalAddress(address));
    seen.add(normalAddress(address));
    return isNew;
  };
  return { cc: cc.filter(unseen), bcc: bcc.filter(unseen) };
}

/** How many an e-mail goes to, as providers count and bill it. */
export function countRecipients({ cc = [], bcc = [] }: Pick<EmailOptions, 'cc' | 'bcc'>): number {
  return 1 + cc.length + bcc.length;
}

/** What a timeline says of the copies of an e-mail, which names nobody; nothing when there are none. */
export function describeCopies({ cc, bcc }: Copies, leftOut: number): string | undefined {
  const some = [
    ...(cc.length > 0 ? [`${cc.length} in cc`] : []),
    ...(bcc.length > 0 ? [`${bcc.length} in bcc`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out, as suppressed`] : []),
  ];
  return some.length === 0 ? undefined : `copies: ${some.join(', ')}`;
}
