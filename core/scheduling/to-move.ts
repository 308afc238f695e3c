import { isSent } from '../../contract/channels/channels.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { Channel } from '../../contract/values.ts';
import { describeBatch } from '../batches/close-batch.ts';
import type { Gathered } from '../batches/ports/batches.ts';
import { addressOn } from '../channels/rules/address.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { plannedStatus } from '../planning/rules/planned-status.ts';
import type { User } from '../users/ports/users.ts';
import type { ReleaseMove } from './ports/ledger.ts';

/** What was held of a notification, of whom, and when that ended. */
type Held = {
  held: readonly MessageRecord[];
  user: User | undefined;
  notification: NotificationRecord;
  gathered?: Gathered | undefined;
  at: Date;
};

/** Says how a message that was held goes on by what was decided of it; nothing when it is not held. */
export function toMove(explanation: Explanation, { held, user, notification, gathered, at }: Held): ReleaseMove[] {
  const { channel, until, reason, because } = explanation;
  const heldUntil = held.find((message) => message.channel === channel)?.dueAt;
  if (heldUntil === undefined) return [];

  const status = plannedStatus(explanation, notification);
  const goes = user && isSent(channel) && (status === 'queued' || status === 'digesting');
  const address = goes ? addressOn(channel, user) : undefined;
  const timely = heldUntil <= at ? 'it was held until now' : because;
  const whyNow = waitsForOwner(channel, notification) ? 'the workflow was resumed' : timely;
  return [
    {
      channel,
      heldUntil,
      status,
      ...(until !== undefined && { dueAt: new Date(until) }),
      ...(reason && { reason }),
      ...(address && { address }),
      detail: describe(status === 'queued' || status === 'delivered' ? whyNow : because, gathered),
    },
  ];
}

/** Why it moves; of a batch also what is in it. */
function describe(why: string, gathered: Gathered | undefined): string {
  return gathered === undefined ? why : `${describeBatch(gathered.batch)}; ${why}`;
}

/** Whether it is held because its workflow was paused: when that is resumed, it is released before the time at which it is looked at. */
export function waitsForOwner(channel: Channel, { explanation }: NotificationRecord): boolean {
  return explanation.some((each) => each.channel === channel && each.held_for === 'paused');
}
