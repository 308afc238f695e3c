import type { InboxItemImage } from '../../events/rules/images.ts';
import type { Counts, Row } from '../rules/counts.ts';
import type { Checkpoint, Part } from '../rules/cut-batch.ts';

/** A row of a day, as it stands. */
export type StatisticsRow = { row: Row; counts: Counts };

/** Where statistics are kept. */
export interface Statistics {
  /** How far a shard of the stream is counted; nothing when none of it is. Reads what was just written. */
  checkpoint(shardId: string): Promise<Checkpoint | undefined>;
  /**
   * Adds a part's rows and moves the shard's checkpoint, all or nothing. Answers whether the checkpoint still was at `from`; when not,
   * nothing was added.
   */
  add(shardId: string, part: Part, from: Checkpoint | undefined): Promise<boolean>;
  /** Reads every row of a day (UTC). */
  rowsOf(day: string): Promise<StatisticsRow[]>;
}

/** What an inbox had when all of it was marked as read. */
export interface CoveredItems {
  /** The items that arrived above a version and up to another, however they are marked by now. */
  arrived(userId: string, versions: { above: number; through: number }): Promise<InboxItemImage[]>;
}
