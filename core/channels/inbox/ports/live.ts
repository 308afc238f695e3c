/** Whose inbox has changed. `liveUntil`, as their stored user says: without it, or past it, no browser of theirs is connected. */
export type LiveUser = { id: string; liveUntil?: Date };

/** Tells the browsers of users that their inbox has changed. Never throws: a browser that was not told finds out by its next poll. */
export type AnnounceChange = (users: readonly LiveUser[]) => Promise<void>;

/** Browsers that are connected, each for at most two hours. */
export interface Connections {
  /**
   * Notes that a browser of a user is connected, at most until then, and that the user is live until then. Answers false, and notes
   * nothing, when there is no such user.
   */
  add(connection: { userId: string; id: string; since: Date; until: Date }): Promise<boolean>;
  /** Forgets a connection; forgetting twice is forgetting once. */
  remove(id: string): Promise<void>;
  /** Lists the connections of a user, 50 of them at most. */
  list(userId: string): Promise<string[]>;
}

/** The other end of connections. */
export interface Sockets {
  /** Sends a text to a browser; `gone`: nobody is there any more. */
  post(connectionId: string, text: string): Promise<'posted' | 'gone'>;
}
