/**
 * When an item was seen and read for the first time, by itself; and when everything was last marked so, where that has it. That may have
 * been before as well, and what an older version marked has no instant.
 */
export type ItemMarks = { seenAt?: Date; readAt?: Date; seenWithAllAt?: Date; readWithAllAt?: Date };
