import type { DigestEnd, DigestRef, WaitingEntry } from '../../../core/digests/ports/digests.ts';
import { mayBeRedriven } from '../../../core/digests/rules/follow-digest.ts';
import { messageKey } from '../delivery/keys.ts';
import { batchDelete } from '../table/batch-write.ts';
import { insist } from '../table/insist.ts';
import type { Table } from '../table/table.ts';
import { changeItem } from '../table/write-statement.ts';
import { digestEntryKey } from './keys.ts';

/**
 * Ends the messages of entries, each in one write. Of the entries only those are removed whose time may be longer than their
 * notification's; that comes last, so that whoever is stopped half-way finds them again.
 */
export async function completeEntries(
  table: Table,
  digest: DigestRef,
  entries: readonly WaitingEntry[],
  end: DigestEnd,
): Promise<void> {
  await Promise.all(entries.map((entry) => endMessage(table, entry, end)));
  if (mayBeRedriven(end)) return;
  const removed = entries.filter(({ mustBeRemoved }) => mustBeRemoved);
  await batchDelete(
    table,
    removed.map(({ notificationId }) => digestEntryKey(digest, notificationId)),
  );
}

/** Ends a message that waits, or one that was given up and now ends otherwise. */
async function endMessage(table: Table, { notificationId, channel }: WaitingEntry, end: DigestEnd): Promise<void> {
  const { status, reason, detail, at } = end;
  const change = {
    key: messageKey(notificationId, channel),
    set: { status, reason },
    append: [{ status, at: at.toISOString(), detail }],
  };
  const waited = await insist(() => changeItem(table, { ...change, where: { status: 'digesting' } }));
  if (waited || mayBeRedriven(end)) return;

  const remove = reason === undefined ? 'reason' : undefined;
  await insist(() => changeItem(table, { ...change, remove, where: { status: 'failed', reason: 'gave_up' } }));
}
