import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import { type NoteRequestDeps, noteRequest } from '../publishing/note-request.ts';
import { type DispatchDeps, dispatch } from './dispatch.ts';

export type NotifyDeps = DispatchDeps & NoteRequestDeps;

/** Works off a run for one user: dispatches it, and notes the request of one notification, which no fan-out notes. Errors as `dispatch`. */
export async function notify(message: NotifyMessage, deps: NotifyDeps): Promise<void> {
  await Promise.all([message.alone && noteAlone(message, deps), dispatch(message, deps)]);
}

function noteAlone({ userId, refused, ...run }: NotifyMessage, deps: NoteRequestDeps): Promise<void> {
  return noteRequest(run, { userIds: [userId], refused }, deps);
}
