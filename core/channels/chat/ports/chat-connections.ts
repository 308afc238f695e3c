import type { ChatKind } from '../../../../contract/channels/chat/kind.ts';

/** Whose connections: a user's, by their id, or a topic's, by the id of its room. */
export type ChatOwner = string;

/** A connection as stored. `seed` makes the secret of a webhook, which lies nowhere. */
export type ChatConnection = {
  id: string;
  kind: ChatKind;
  url: string;
  description?: string;
  seed: string;
  /** Why nothing is posted by it any more. */
  goneBecause?: string;
  createdAt: Date;
  lastUsedAt?: Date;
};

/**
 * A turn to post by a connection: now, later, or never. `isAsked`: its service wants to be left alone so long; without it, only others post by
 * it in this moment.
 */
export type Turn =
  | { turn: 'now'; connection: ChatConnection }
  | { turn: 'later'; afterSeconds: number; isAsked: boolean }
  | { turn: 'never' };

/** A connection to put, and the names of those that go for it. */
export type ChatConnectionPut = { connection: ChatConnection; drop: readonly string[] };

/** The connections of users and of topics' rooms. Which of them are in use lies with their owner as well, so that planning knows it. */
export interface ChatConnections {
  /** Lists all of an owner, by name, those that are gone as well. */
  list(owner: ChatOwner): Promise<ChatConnection[]>;
  /**
   * Puts the one that is made of all that there are, in the place of those that go for it: one write, which is made anew when it was overtaken.
   * Answers what was put; nothing when there is no such user.
   */
  put(
    owner: ChatOwner,
    make: (all: readonly ChatConnection[]) => ChatConnectionPut,
    now: Date,
  ): Promise<ChatConnection | undefined>;
  /** Removes one; does nothing where there is none. */
  remove(owner: ChatOwner, id: string, now: Date): Promise<void>;
  /** Marks one as gone, as long as it is the one of this `seed`. */
  markGone(owner: ChatOwner, { id, seed }: Pick<ChatConnection, 'id' | 'seed'>, because: string, now: Date): Promise<void>;
  /** Takes a turn on a connection, after which nobody has one for so many seconds. */
  takeTurn(owner: ChatOwner, id: string, everySeconds: number, now: Date): Promise<Turn>;
  /** Leaves one alone until an instant, as its service wants. */
  leaveAlone(owner: ChatOwner, id: string, until: Date): Promise<void>;
}
