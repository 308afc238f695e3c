import type { Channel } from '../../contract/values.ts';
import type { MessageRecord, NotificationRecord } from '../delivery/ports/records.ts';
import { derivedUlid } from '../publishing/rules/derived-id.ts';
import { listedDueAts } from '../scheduling/rules/due-time.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { BatchChange, BatchNotification } from './ports/batches.ts';
import { gathersOn } from './rules/gathers-on.ts';
import { mostInBatch } from './rules/most-in-batch.ts';
import type { InBatch } from './rules/place-in-batch.ts';

/** A notification as it was planned; `expiresAfter` is when something of its workflow is removed that goes at an instant. */
type Planned = {
  notification: NotificationRecord;
  workflow: Workflow;
  inBatch: InBatch;
  expiresAfter: (until: Date) => Date;
};

/**
 * Says what a notification does to its batch, as it was planned. One that goes on none of the channels that are gathered neither
 * opens a batch nor joins one.
 */
export function changeOfBatch({ notification, workflow, inBatch, expiresAfter }: Planned, at: Date): BatchChange {
  const { ref, read, place } = inBatch;
  const change = { ref, read, most: workflow.batch?.maxItems ?? mostInBatch };
  const { id, actor, goodUntil, explanation, joined } = notification;
  const isGathered = ({ channel }: { channel: Channel }) => gathersOn(workflow, channel);
  if (place.how === 'opens' && explanation.some((each) => each.decision !== 'skip' && isGathered(each)))
    return { ...change, ...place };
  if (place.how === 'opens' || joined === undefined) return { ...change, how: 'passes' };

  const entry = { notificationId: id, ...(actor && { actor }), ...(goodUntil && { goodUntil }) };
  const { batch, isFull } = place;
  const joins = { ...change, how: 'joins', entry, isFull, at } as const;
  if (batch.channels !== undefined) return { ...joins, batch };
  const brings = toBatchNotification(notification, { key: ref.key, ...batch, isGathered, expiresAfter }, at);
  return { ...joins, batch: { ...batch, channels: brings.messages.map(({ channel }) => channel) }, brings };
}

type Opening = {
  key: string;
  id: string;
  until: Date;
  isGathered: (on: { channel: Channel }) => boolean;
  expiresAfter: (until: Date) => Date;
};

/**
 * Makes the notification that tells of a batch out of the first that joins it. It is held on each channel that is gathered, and
 * decided when the batch is closed.
 */
function toBatchNotification(
  first: NotificationRecord,
  { key, id, until, isGathered, expiresAfter }: Opening,
  at: Date,
): BatchNotification {
  const { requestId: _asked, actor, cancellationKey, callback, failureCallback, sendAt, goodUntil, joined, ...rest } = first;
  const because = 'it tells of a batch, and is held until that is closed';
  const explanation = first.explanation
    .filter(isGathered)
    .map(({ channel }) => ({ channel, decision: 'hold', held_for: 'batch', until: until.toISOString(), because }) as const);
  const requestId = `req_${derivedUlid(at, 'batch', id)}`;
  const messages = explanation.map(({ channel }): MessageRecord => {
    const events = [{ status: 'scheduled' as const, at: at.toISOString(), detail: because }];
    return { notificationId: id, channel, status: 'scheduled', attempts: 0, dueAt: until, events };
  });
  return {
    notification: { ...rest, id, requestId, batchKey: key, createdAt: at, explanation },
    messages,
    dueAts: listedDueAts(explanation, at),
    expiresAt: expiresAfter(until),
  };
}
