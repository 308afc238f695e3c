import type { Email } from '../../delivery/ports/providers.ts';
import type { Suppressions } from '../../suppressions/ports/suppressions.ts';
import { copiesOf, describeCopies } from './rules/copies.ts';

/** Leaves those out of an e-mail's copies who must not be sent to, and says what its timeline says of it. */
export async function leaveOutCopies(
  email: Email,
  { suppressions }: { suppressions: Pick<Suppressions, 'find'> },
): Promise<{ email: Email; said?: string | undefined }> {
  const { cc, bcc } = copiesOf(email, email.to);
  const wanted = [...cc, ...bcc];
  const found = await Promise.all(wanted.map((address) => suppressions.find(address)));
  const suppressed = new Set(wanted.filter((_, place) => found[place] !== undefined));
  const isLeft = (address: string) => !suppressed.has(address);
  const left = { cc: cc.filter(isLeft), bcc: bcc.filter(isLeft) };
  return { email: { ...email, ...left }, said: describeCopies(left, suppressed.size) };
}
