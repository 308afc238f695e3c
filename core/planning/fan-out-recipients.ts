import type { FanOutRecipientsMessage } from '../../contract/planning/notify-message.ts';
import { type NoteRequestDeps, noteRequest } from '../publishing/note-request.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';

/** How many recipients one message fans out to: so many ids are one item of their request, and so few messages are in front of what others publish. */
export const recipientsPerPage = 100;

/**
 * Turns a run for many users into one message for each of a page, with the data that they are told, and one for those who are left. Done
 * again after a crash it makes the same notifications: their ids come from request and user.
 */
export async function fanOutRecipients(
  { runs, before = 0, refused, ...run }: FanOutRecipientsMessage,
  deps: NoteRequestDeps & { ingest: IngestQueue },
): Promise<void> {
  const page = runs.slice(0, recipientsPerPage);
  const left = runs.slice(recipientsPerPage);
  const userIds = page.map(({ userId }) => userId);
  await noteRequest(run, { userIds, from: before, isLast: left.length === 0, refused }, deps);
  // the page first: those who are left come again with this message, recipients that were passed over never would
  await deps.ingest.send(page.map(({ userId, data }) => ({ ...run, type: 'notify', userId, data: { ...run.data, ...data } })));
  if (left.length > 0) await deps.ingest.send([{ ...run, runs: left, before: before + page.length }]);
}
