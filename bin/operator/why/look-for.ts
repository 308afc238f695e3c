import { Address } from '../../../contract/suppressions/suppressions.ts';
import { NotificationId } from '../../../contract/values.ts';
import { listPaused } from '../../../core/delivery/list-paused.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { describePaused } from '../pauses/describe-paused.ts';
import { openPauses } from '../pauses/open-pauses.ts';
import { aboutAddress } from './about-address.ts';
import { aboutNotification } from './about-notification.ts';
import { aboutUser } from './about-user.ts';
import type { Told, Where } from './where.ts';

/** What stands in the way of the notifications of an address, a user, or of one notification; and what is paused. */
export async function lookFor(whom: string, where: Where): Promise<Told> {
  if (NotificationId.safeParse(whom).success) {
    const { document, ...told } = await aboutNotification(whom, where); // which is told of with what it waits for
    return { ...told, document: { about: 'notification', ...document } };
  }
  const { found, document, lines } = await aboutWhom(whom, where);
  const paused = await listPaused(openPauses(where.stack));
  return {
    found,
    document: { ...document, ...(paused.length > 0 && { paused }) },
    lines: [...lines, ...paused.map((each) => describePaused(each, new Date()))],
  };
}

/** Says that there is nothing to tell of. */
export function nothingKnown(stage: string): CannotDo {
  return new CannotDo(
    `stage ${stage} knows nothing of that: no user, no notification, and nothing was sent there or stands against it. ` +
      'An id is told apart by capitals too; "bellhop list" has what there is',
    { code: exitCodes.notFound },
  );
}

/** An app may have addresses as the ids of its users: then both are told of. */
async function aboutWhom(whom: string, where: Where): Promise<Told> {
  if (!Address.safeParse(whom).success) return aboutUser(whom, where);
  const [address, user] = [await aboutAddress(whom, where), await aboutUser(whom, where)];
  if (!user.found) return address;
  return { found: true, document: { ...address.document, as_user: user.document }, lines: [...address.lines, '', ...user.lines] };
}
