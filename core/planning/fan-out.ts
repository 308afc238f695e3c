import type { FanOutMessage } from '../../contract/planning/notify-message.ts';
import { type NoteRequestDeps, noteRequest } from '../publishing/note-request.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';

/** Turns a run for many users into one message each, on the same queue. */
export async function fanOut(
  { userIds, refused, ...run }: FanOutMessage,
  deps: NoteRequestDeps & { ingest: IngestQueue },
): Promise<void> {
  await noteRequest(run, { userIds, refused }, deps);
  await deps.ingest.send(userIds.map((userId) => ({ ...run, type: 'notify', userId })));
}
