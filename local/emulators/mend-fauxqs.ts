import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../built-folder.ts';

/** The part of fauxqs that keeps its messages on disk, as far as it is touched here. */
type Persistence = { prototype: { db: DatabaseSync; updateMessageReady(messageId: string): void } };

/**
 * Makes a visibility timeout of 0 show a message again at once, as SQS does. fauxqs 2.4.1 writes NULL into a column that takes
 * none: it answers 500, and the message stays hidden until the next start.
 */
export async function mendFauxqs(): Promise<void> {
  const file = join(projectFolder, 'node_modules', 'fauxqs', 'dist', 'persistence.js');
  const { PersistenceManager }: { PersistenceManager: Persistence } = await import(pathToFileURL(file).href);
  PersistenceManager.prototype.updateMessageReady = function showAgain(messageId) {
    const statement = 'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?';
    this.db.prepare(statement).run(messageId);
  };
}
