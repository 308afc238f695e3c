import type { Explanation } from '../../../contract/publishing/notifications.ts';
import { chooseChannels, type Overrides } from '../../planning/rules/choose-channels.ts';
import { shortFingerprint } from '../../publishing/rules/fingerprint.ts';
import type { StepAnswers } from '../../workflows/rules/steps.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { gathersOn } from './gathers-on.ts';
import { mostInBatch } from './most-in-batch.ts';
import type { BatchRef, OpenBatch } from './open-batch.ts';

type ToGather = {
  userId: string;
  workflow: Workflow;
  steps: StepAnswers;
  overrides: Overrides & { sendAt?: Date | undefined };
  test: boolean;
};

/**
 * Says which batch a new notification is for; nothing when it goes by itself. That is what an urgent publish, a test key or a
 * topic's room sends, what waits for its `send_at`, and what names only channels that are not gathered. What names other
 * channels, or another priority, is gathered apart, since a batch goes in one way.
 */
export function batchRefOf({ userId, workflow, steps, overrides, test }: ToGather, at: Date): BatchRef | undefined {
  const { priority = workflow.priority, channels = [], sendAt, isRoom } = overrides;
  const isAhead = sendAt !== undefined && sendAt > at;
  if (steps.batchKey === undefined || test || isRoom || isAhead || priority === 'urgent') return undefined;
  if (channels.length > 0 && !channels.some((channel) => gathersOn(workflow, channel))) return undefined;
  const key = shortFingerprint(JSON.stringify([steps.batchKey, priority, channels.toSorted()]));
  return { userId, workflow: workflow.key, key };
}

/**
 * What a notification does: it opens a batch and goes by itself, or joins one. `isNew`: the batch that it joins is opened for it.
 * `isFull`: the batch is full with it, and closed.
 */
export type Placement = { how: 'opens'; batch: OpenBatch } | { how: 'joins'; batch: OpenBatch; isNew: boolean; isFull: boolean };

/** The batch of a notification: as it was read, absent when nothing is open, and the notification's place. */
export type InBatch = { ref: BatchRef; read: OpenBatch | undefined; place: Placement };

/**
 * Places a notification that comes now; `newId` is the id of the batch that it would open. A batch takes what comes until it is
 * closed, which may be a little after its time. One that nothing has joined yet is over at its time.
 */
export function placeInBatch(
  { read, newId: id }: { read: OpenBatch | undefined; newId: string },
  { batch: step }: Pick<Workflow, 'batch'>,
  at: Date,
): Placement {
  const { windowMinutes = 1, opens = 'quiet', maxItems = mostInBatch } = step ?? {};
  const isOver = read !== undefined && read.channels === undefined && read.until <= at;
  if (read !== undefined && !isOver) {
    const count = read.count + 1;
    return { how: 'joins', batch: { ...read, count }, isNew: false, isFull: count >= maxItems };
  }
  const until = new Date(at.getTime() + windowMinutes * 60_000);
  return opens === 'first'
    ? { how: 'opens', batch: { id, until, count: 0 } }
    : { how: 'joins', batch: { id, until, count: 1 }, isNew: true, isFull: false };
}

type Placed = {
  workflow: Workflow;
  overrides: Overrides & { expiresAt?: Date | undefined };
  place: Placement | undefined;
};

/**
 * Changes a plan by the notification's place in a batch. On a gathered channel on which it would go, now or later, the batch
 * tells of what joins it; what expires before the batch goes has expired there now. A channel on which it would not go stays as
 * it is.
 */
export function planInBatch(planned: Explanation[], { workflow, overrides, place }: Placed): Explanation[] {
  if (place === undefined) return planned;
  const until = place.batch.until.toISOString();
  const isGathered = ({ decision, channel }: Explanation) => decision !== 'skip' && gathersOn(workflow, channel);
  if (place.how === 'opens') return planned.map((each) => (isGathered(each) ? noteOpening(each, until) : each));

  const why = `${chooseChannels(workflow, overrides).because}, but it ${describeJoining(place)}`;
  const because = place.isFull ? `${why}, which is full with it and goes at once` : `${why} that goes at ${until}`;
  const isLate = !place.isFull && overrides.expiresAt !== undefined && overrides.expiresAt <= place.batch.until;
  return planned.map((each) => {
    if (!isGathered(each)) return each;
    const { channel } = each;
    if (isLate) return { channel, decision: 'skip', reason: 'expired', because: `${because}, and expires before` };
    return { channel, decision: 'skip', reason: 'batched', because };
  });
}

function noteOpening(each: Explanation, until: string): Explanation {
  return { ...each, because: `${each.because}; it opens a batch, which gathers what follows until ${until}` };
}

function describeJoining({ isNew, batch: { count } }: Placement & { how: 'joins' }): string {
  if (isNew) return 'opens a batch';
  return count === 1 ? 'is the first in the batch' : `joins the batch of ${count - 1}`;
}
