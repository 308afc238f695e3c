import { askFirst } from '../api/ask-first.ts';
import { apiKeys, ask, Problem } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { stage } from '../api/stage.ts';
import { count } from '../elements/count.ts';
import { byId } from '../elements/element.ts';

type Request = Answers[`GET /v1/requests/${string}`];
type Broadcast = NonNullable<Request['broadcast']>;

const everyMs = 2_000;
/** What is accepted is noted a moment later, and a busy queue makes that longer: until then the answer is 404. */
const longestUnnotedMs = 60_000;

let following: Repetition | undefined;
let wanted: string | undefined;
let shown: { id: string; key: string } | undefined;

/** Has a broadcast stopped when asked. */
export function startBroadcasts(): void {
  byId('broadcast-stop').addEventListener('click', () => void stop());
}

/** Shows how far a request is, as long as it goes on, if it is a broadcast; nothing for other requests, and without one. */
export function followBroadcast(request: string | undefined): void {
  following?.stop();
  following = undefined;
  wanted = request;
  byId('broadcast').hidden = true;
  if (request === undefined) return;
  const startedAt = Date.now();
  const own = repeat(async () => {
    const isOver = await read(request).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 404) return Date.now() - startedAt > longestUnnotedMs; // then it is gone, or was none
      throw error;
    });
    if (isOver) own.stop();
    return undefined;
  }, everyMs);
  following = own;
}

async function read(id: string): Promise<boolean> {
  const answer = await ask(`GET /v1/requests/${id}`, { bearer: apiKeys.live });
  if (id !== wanted || answer.broadcast === undefined) return true;
  show(answer, answer.broadcast);
  return answer.broadcast.state !== 'running';
}

function show({ id, accepted }: Request, { state, looked_at, rate_per_minute, cancellation_key = id }: Broadcast): void {
  shown = { id, key: cancellation_key };
  const pace = rate_per_minute === undefined ? '' : `, ${rate_per_minute} a minute at most`;
  byId('broadcast').hidden = false;
  byId('broadcast-state').textContent =
    `${state}: ${count(accepted, 'notification')} so far, ${count(looked_at, 'user')} looked at${state === 'running' ? pace : ''}.`;
  byId('broadcast-stop').hidden = state !== 'running';
}

/** Makes no more of it, and cancels what is not sent yet. It is asked about once, for as many calls as that takes. */
async function stop(): Promise<void> {
  if (shown === undefined) return;
  const { id, key } = shown;
  const question = `Stop the broadcast ${id}, and cancel what is not sent yet?`;
  if (!stage.is_local && !(await askFirst(question))) return;
  try {
    let canceled = 0;
    let cursor: string | undefined;
    do {
      const body = { cancellation_key: key, ...(cursor !== undefined && { cursor }) };
      const answer = await ask('POST /v1/notifications/cancel', { bearer: apiKeys.live, body, isAskedAbout: true });
      canceled += answer.canceled.length;
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    following?.stop();
    await read(id);
    byId('broadcast-state').append(` ${canceled} canceled.`);
  } catch (error) {
    byId('broadcast-state').textContent = messageOf(error);
  }
}
