import type { ChatConnection, ChatConnectionList, NewChatConnection, PutChatConnection } from '../generated/api.ts';
import type { CallOptions } from '../operations.ts';

type Answered<Body> = Promise<{ body: Body }>;

/** The calls of a user's connections, or of a topic's. */
type Calls = {
  put: (of: string, connection: string, body: NewChatConnection, options?: CallOptions) => Answered<PutChatConnection>;
  get: (of: string, connection: string, options?: CallOptions) => Answered<ChatConnection>;
  list: (of: string, options?: CallOptions) => Answered<ChatConnectionList>;
  delete: (of: string, connection: string, options?: CallOptions) => Answered<undefined>;
};

/** Keeps the chats of a user, or the room of a topic: Slack, Teams or Discord. */
export class ChatConnections {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Connects a chat under a name of yours, or puts another in its place. */
  async put(of: string, connection: string, chat: NewChatConnection, options?: CallOptions): Promise<PutChatConnection> {
    return (await this.#calls.put(of, connection, chat, options)).body;
  }

  /** Reads a connection. */
  async get(of: string, connection: string, options?: CallOptions): Promise<ChatConnection> {
    return (await this.#calls.get(of, connection, options)).body;
  }

  /** Lists all connections, ten at most. */
  async list(of: string, options?: CallOptions): Promise<ChatConnectionList> {
    return (await this.#calls.list(of, options)).body;
  }

  /** Removes a connection. */
  async delete(of: string, connection: string, options?: CallOptions): Promise<void> {
    await this.#calls.delete(of, connection, options);
  }
}
