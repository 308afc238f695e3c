import { RetryableError } from '../errors.ts';
import type { ChangedNotifications } from '../events/ports/events.ts';
import type { NotificationImage, RecordChange } from '../events/rules/images.ts';
import type { CoveredItems, Statistics } from './ports/statistics.ts';
import { type CountedRecord, cutBatch, isCounted, mostRowsAtOnce } from './rules/cut-batch.ts';
import { coveredIn, incrementsOf, notificationsIn } from './rules/increments-of.ts';

export type CountChangesDeps = { statistics: Statistics; notifications: ChangedNotifications; inboxes: CoveredItems };

/** A write to an item, and where it stands in its shard. */
export type PlacedChange = { sequenceNumber: string; change: RecordChange };

const attempts = 5;

/**
 * Counts what a batch of a shard's records has changed, each record once. Rows and the shard's checkpoint are written together;
 * records that come again are left out up to the checkpoint, however they are divided into batches then.
 */
export async function countChanges(shardId: string, changes: readonly PlacedChange[], deps: CountChangesDeps): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await countOnce(shardId, changes, deps)) return;
  }
  throw new RetryableError('the checkpoint of statistics was moved by others several times in a row');
}

async function countOnce(shardId: string, changes: readonly PlacedChange[], deps: CountChangesDeps): Promise<boolean> {
  let from = await deps.statistics.checkpoint(shardId);
  const fresh = changes.filter(({ sequenceNumber }) => !isCounted(sequenceNumber, from));
  for (const part of cutBatch(await countEach(fresh, deps), from, mostRowsAtOnce)) {
    if (!(await deps.statistics.add(shardId, part, from))) return false;
    from = part.checkpoint;
  }
  return true;
}

/** What each record adds; whatever has to be read for it is read for all together. */
async function countEach(changes: readonly PlacedChange[], deps: CountChangesDeps): Promise<CountedRecord[]> {
  const withItems = await Promise.all(
    changes.map(async ({ sequenceNumber, change }) => {
      const versions = coveredIn(change);
      const covered = versions === undefined ? [] : await deps.inboxes.arrived(versions.userId, versions);
      return { sequenceNumber, change, covered };
    }),
  );
  const known = new Map(changes.flatMap(({ change }) => (change.of === 'notification' ? named(change) : [])));
  const wanted = withItems.flatMap(({ change, covered }) => [
    ...notificationsIn(change),
    ...covered.map(({ notificationId }) => notificationId),
  ]);
  const unknown = [...new Set(wanted)].filter((id) => !known.has(id));
  const found = unknown.length === 0 ? new Map<string, NotificationImage>() : await deps.notifications.find(unknown);
  const notificationOf = (id: string) => known.get(id) ?? found.get(id);
  return withItems.map(({ sequenceNumber, change, covered }) => ({
    sequenceNumber,
    increments: incrementsOf(change, { notificationOf, covered }),
  }));
}

function named({ after }: RecordChange<'notification'>): [string, NotificationImage][] {
  return after === undefined ? [] : [[after.id, after]];
}
