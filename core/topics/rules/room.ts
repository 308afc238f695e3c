/**
 * A topic's room: what is published to the topic is said there once, by the chat connections of the topic. It stands where a user would, under
 * an id that no user can have, so that one ledger serves both.
 */
export type RoomId = `#${string}`;

/** Names a topic's room: `#building:42`. */
export function roomOf(topic: string): RoomId {
  return `#${topic}`;
}

/** Whether an id is of a room, and of no user. */
export function isRoom(id: string): id is RoomId {
  return id.startsWith('#');
}
