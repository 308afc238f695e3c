import type { ChatConnectionAnswer, NewChatConnection, PutChatConnection } from '../../../contract/channels/chat/connections.ts';
import type { SigningSecret } from '../../access/ports/access.ts';
import { Refused } from '../../errors.ts';
import type { Now } from '../../time/ports/clock.ts';
import type { WebhookTargets } from '../../webhooks/ports/webhooks.ts';
import { printSecret, webhookSecret } from '../../webhooks/rules/secret.ts';
import type { ChatConnection, ChatConnections, ChatOwner } from './ports/chat-connections.ts';
import { connectionUrlProblem, maskedUrl } from './rules/connection-url.ts';

export type ConnectionDeps = { chatConnections: ChatConnections; now: Now };
export type PutConnectionDeps = ConnectionDeps & {
  secret: Pick<SigningSecret, 'readOrMake'>;
  targets: WebhookTargets;
  newSeed: () => string;
};

/** A message goes to all of them, one after the other. */
const most = 10;

/**
 * Connects a user or a room to a chat, in the place of what had that name. One that has the URL of before stays what it was, with its secret.
 * @throws Refused `webhook_url_refused` for a URL that its service has not, or that no webhook may have; `not_found` when there is no such user.
 */
export async function putConnection(
  { owner, id, connection }: { owner: ChatOwner; id: string; connection: NewChatConnection },
  deps: PutConnectionDeps,
): Promise<PutChatConnection> {
  const { kind, url, description } = connection;
  const problem = connectionUrlProblem(kind, url) ?? (kind === 'webhook' ? await deps.targets.refusalOf(url) : undefined);
  if (problem !== undefined)
    throw new Refused('webhook_url_refused', 'the URL is none of this service', {
      places: [{ pointer: '/url', detail: problem }],
    });

  const [newSeed, now] = [deps.newSeed(), deps.now()];
  const put = await deps.chatConnections.put(
    owner,
    (all) => {
      const before = all.find((each) => each.id === id);
      const isSame = before?.url === url && before.kind === kind;
      const made: ChatConnection = {
        id,
        kind,
        url,
        ...(description !== undefined && { description }),
        seed: isSame ? before.seed : newSeed,
        createdAt: before?.createdAt ?? now,
        ...(isSame && before.lastUsedAt && { lastUsedAt: before.lastUsedAt }),
      };
      return { connection: made, drop: tooMany(all.filter((each) => each.id !== id)).map((each) => each.id) };
    },
    now,
  );
  if (put === undefined) throw new Refused('not_found', 'there is no such user');
  const secret = kind === 'webhook' ? webhookSecret(await deps.secret.readOrMake(), { id: put.seed, generation: 0 }) : undefined;
  return { ...toAnswer(put), ...(secret && { secret: printSecret(secret) }) };
}

/** Those that go for another one: first what is gone, then what was unused for longest. */
function tooMany(others: readonly ChatConnection[]): ChatConnection[] {
  const useOf = ({ goneBecause, lastUsedAt, createdAt }: ChatConnection) =>
    goneBecause === undefined ? (lastUsedAt ?? createdAt).getTime() : 0;
  return others.toSorted((one, other) => useOf(one) - useOf(other)).slice(0, Math.max(0, others.length - most + 1));
}

/**
 * Reads one.
 * @throws Refused `not_found` when there is none.
 */
export async function readConnection(
  { owner, id }: { owner: ChatOwner; id: string },
  { chatConnections }: Pick<ConnectionDeps, 'chatConnections'>,
): Promise<ChatConnectionAnswer> {
  const found = (await chatConnections.list(owner)).find((each) => each.id === id);
  if (found === undefined) throw new Refused('not_found', 'there is no such chat connection');
  return toAnswer(found);
}

/** Lists all of a user or a room. */
export async function listConnections(owner: ChatOwner, { chatConnections }: Pick<ConnectionDeps, 'chatConnections'>) {
  return { data: (await chatConnections.list(owner)).map(toAnswer) };
}

/** Forgets one; also when there was none. */
export async function deleteConnection(
  { owner, id }: { owner: ChatOwner; id: string },
  { chatConnections, now }: ConnectionDeps,
): Promise<void> {
  await chatConnections.remove(owner, id, now());
}

/** A connection as it is shown: nobody is shown what lets one post. */
export function toAnswer(connection: ChatConnection): ChatConnectionAnswer {
  const { id, kind, url, description, goneBecause, createdAt, lastUsedAt } = connection;
  return {
    id,
    kind,
    url: maskedUrl(url),
    ...(description !== undefined && { description }),
    status: goneBecause === undefined ? 'active' : 'gone',
    ...(goneBecause !== undefined && { gone_because: goneBecause }),
    created_at: createdAt.toISOString(),
    ...(lastUsedAt && { last_used_at: lastUsedAt.toISOString() }),
  };
}
