import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** The part of fauxqs that keeps its messages on disk, as far as it is touched here. */
type Persistence = {
  prototype: { db: DatabaseSync; updateMessageReady(messageId: string): void; prepareStatements(): unknown };
};

/** Mends two things of fauxqs 2.4.1. */
export async function mendFauxqs(): Promise<void> {
  const folder = dirname(findPackageJSON('fauxqs', import.meta.url) ?? '');
  const file = join(folder, 'dist', 'persistence.js');
  const { PersistenceManager }: { PersistenceManager: Persistence } = await import(pathToFileURL(file).href);
  showAtOnce(PersistenceManager.prototype);
  waitForNoDisk(PersistenceManager.prototype);
}

/**
 * A visibility timeout of 0 shows a message again at once, as SQS does. fauxqs writes NULL into a column that takes none: it answers
 * 500, and the message stays hidden until the next start.
 */
function showAtOnce(manager: Persistence['prototype']): void {
  manager.updateMessageReady = function showAgain(messageId) {
    const statement = 'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?';
    this.db.prepare(statement).run(messageId);
  };
}

/**
 * No write waits until it is on the disk: each of them held up everything in this process for a millisecond and more, the gateway too.
 * What is written outlives every end of the process; only a power cut can take the last of it. https://sqlite.org/wal.html
 */
function waitForNoDisk(manager: Persistence['prototype']): void {
  const { prepareStatements } = manager;
  manager.prepareStatements = function setAndPrepare() {
    this.db.exec('PRAGMA synchronous = NORMAL');
    return prepareStatements.call(this);
  };
}
