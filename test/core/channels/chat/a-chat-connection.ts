import type { ChatConnection, ChatConnections } from '../../../../core/channels/chat/ports/chat-connections.ts';
import { aMoment } from '../../../world.ts';

/** The URL of an incoming webhook of Slack, which no answer may show. */
export const slackUrl = 'https://hooks.slack.com/services/T00000001/B00000001/abcdefghijklmnopqrstuvwx';

/** A connection of a user or a room to Slack, or to what is said. */
export function aChatConnection(changes: Partial<ChatConnection> = {}): ChatConnection {
  return { id: 'ops', kind: 'slack', url: slackUrl, seed: 'one', createdAt: aMoment, ...changes };
}

/** Puts a connection as it is, in the place of those that are dropped for it. */
export function putAsIs(
  { chatConnections, now }: { chatConnections: ChatConnections; now: () => Date },
  { owner, connection, drop = [] }: { owner: string; connection: ChatConnection; drop?: string[] },
): Promise<ChatConnection | undefined> {
  return chatConnections.put(owner, () => ({ connection, drop }), now());
}
