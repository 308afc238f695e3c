import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { readNotification } from '../../adapters/dynamodb/publishing/ledger-read.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import type { MessageRecord } from '../../core/delivery/ports/records.ts';
import { scanTable } from '../own-table.ts';

/** A notification that waits on some of its channels: for an instant, or for a digest and its instant. */
export type WaitingNotification = {
  id: string;
  user: string;
  workflow: string;
  title?: string;
  timezone?: string;
  cancellationKey?: string;
  channels: { channel: string; status: string; heldFor?: string; frequency?: string; dueAt?: Date; because?: string }[];
};

/** Everything that waits, soonest first. The API needs no such list: an app cancels by key. */
export async function listWaiting(table: Table): Promise<WaitingNotification[]> {
  const items = await scanTable(table, {
    FilterExpression: 'begins_with(sk, :message) AND #status IN (:scheduled, :digesting)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':message': 'M#', ':scheduled': 'scheduled', ':digesting': 'digesting' },
    ProjectionExpression: 'notificationId',
  });
  const ids = new Set(items.map(({ notificationId }) => String(notificationId)));
  const found = await Promise.all([...ids].map((id) => readWaiting(table, id)));
  return found.flatMap((one) => one ?? []).sort((a, b) => soonest(a) - soonest(b));
}

/** Reads what of a notification waits; nothing when its time is up. */
export async function readWaiting(table: Table, notificationId: string): Promise<WaitingNotification | undefined> {
  const found = await readNotification(table, notificationId);
  if (found === undefined) return undefined; // its time is up
  const { id, userId, workflow, timezone, cancellationKey, data, explanation } = found.notification;
  const waiting = found.messages.filter(({ status }) => status === 'scheduled' || status === 'digesting');
  const channels = waiting.map(async (message) => {
    const dueAt = message.dueAt ?? (await digestDueAt(table, userId, message));
    const { held_for: heldFor, because } = explanation.find(({ channel }) => channel === message.channel) ?? {};
    return {
      channel: message.channel,
      status: message.status,
      ...(heldFor !== undefined && message.status === 'scheduled' && { heldFor }),
      ...(message.digest && { frequency: message.digest.frequency }),
      ...(dueAt && { dueAt }),
      ...(because !== undefined && { because }),
    };
  });
  return {
    id,
    user: userId,
    workflow,
    ...(typeof data.title === 'string' && { title: data.title }),
    ...(timezone !== undefined && { timezone }),
    ...(cancellationKey !== undefined && { cancellationKey }),
    channels: await Promise.all(channels),
  };
}

async function digestDueAt(table: Table, userId: string, { digest }: MessageRecord): Promise<Date | undefined> {
  if (digest === undefined) return undefined;
  const { number, due } = await dynamoDigests(table).state(userId, digest.frequency);
  return number === digest.number ? due?.at : undefined;
}

function soonest({ channels }: WaitingNotification): number {
  return Math.min(...channels.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY));
}
