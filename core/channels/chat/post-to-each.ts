import type { SigningSecret } from '../../access/ports/access.ts';
import type { NoteOutcomes } from '../../delivery/deliver-outcome.ts';
import type { ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { Outcomes } from '../../delivery/rules/outcomes.ts';
import type { Measure } from '../../operations/ports/metrics.ts';
import type { Now } from '../../time/ports/clock.ts';
import { isRoom } from '../../topics/rules/room.ts';
import { webhookSecret } from '../../webhooks/rules/secret.ts';
import { Attempt } from './attempt.ts';
import { concludePosts } from './conclude-posts.ts';
import type { ChatConnection, ChatConnections, Turn } from './ports/chat-connections.ts';
import type { ChatAnswer, ChatProviders } from './ports/chat-providers.ts';
import { everySeconds, type RenderedChat } from './rendered-chat.ts';

export type PostDeps = {
  chatConnections: ChatConnections;
  chatProviders: ChatProviders;
  secret: Pick<SigningSecret, 'readOrMake'>;
  measure: Measure;
  /** After so long an attempt begins with no other connection. */
  patienceSeconds: number;
  now: Now;
};

/**
 * Posts a message by each connection that it is not done with, and notes after each what became of it: whatever goes wrong then, none gets it
 * twice. What its connection says of itself is kept with that.
 */
export async function postToEach(content: RenderedChat, noteOutcomes: NoteOutcomes, deps: PostDeps): Promise<ProviderAnswer> {
  const { left, outcomes } = content;
  const posts = new Attempt(outcomes);
  const endsAt = deps.now().getTime() + deps.patienceSeconds * 1000;
  for (const [index, id] of left.entries()) {
    const turn = deps.now().getTime() < endsAt ? await takeTurn(content, id, deps) : later;
    if (turn.turn === 'later') posts.waiting.push({ because: 'throttled', afterSeconds: Math.max(1, turn.afterSeconds) });
    else if (turn.turn === 'never') posts.end(id, 'gone', `"${id}" is not there any more`);
    else posts.take(turn.connection, await post(turn.connection, content, deps));
    const isLast = index === left.length - 1;
    if (!isLast && !(await noted(noteOutcomes, posts.outcomes))) break; // another attempt has the message, or may have it
  }
  return concludePosts(posts);
}

const later: Turn = { turn: 'later', afterSeconds: 1, isAsked: false };

/** A turn that was taken before, or is taken now. What cannot be asked now waits: an error here would leave in doubt what was posted before. */
async function takeTurn({ owner, turns }: RenderedChat, id: string, { chatConnections, now }: PostDeps): Promise<Turn> {
  const taken = turns.get(id);
  if (taken !== undefined) return taken;
  try {
    return await chatConnections.takeTurn(owner, id, everySeconds, now());
  } catch {
    return later;
  }
}

async function noted(noteOutcomes: NoteOutcomes, outcomes: Outcomes): Promise<boolean> {
  try {
    return await noteOutcomes(outcomes);
  } catch {
    return false; // what is known so far goes into the step that ends this attempt
  }
}

async function post(connection: ChatConnection, content: RenderedChat, deps: PostDeps): Promise<ChatAnswer> {
  const { owner, copy, origin } = content;
  const { id, kind, url, seed } = connection;
  const at = deps.now();
  try {
    const secret = kind === 'webhook' ? webhookSecret(await deps.secret.readOrMake(), { id: seed, generation: 0 }) : undefined;
    const answer = await deps.chatProviders[kind].post({ url, copy, origin, at, ...(secret && { secret }) });
    await learn(answer);
    return answer;
  } catch {
    return { outcome: 'not-now', because: 'unavailable', detail: 'the secret that signs it could not be read' };
  }

  /** Keeps what an answer says of its connection; the next one says it again, so that this one must not be lost over it. */
  async function learn(answer: ChatAnswer): Promise<void> {
    try {
      if (answer.outcome === 'gone') {
        if (isRoom(owner)) deps.measure('ChatRoomsGone', 1); // a user's own is nobody's alarm
        await deps.chatConnections.markGone(owner, { id, seed }, answer.detail, deps.now());
      }
      const wanted = 'afterSeconds' in answer ? answer.afterSeconds : undefined;
      if (wanted !== undefined) await deps.chatConnections.leaveAlone(owner, id, new Date(deps.now().getTime() + wanted * 1000));
    } catch {
      // see above
    }
  }
}
