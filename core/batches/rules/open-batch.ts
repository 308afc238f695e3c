import type { Channel } from '../../../contract/values.ts';

/** Which notifications are gathered together: a user's, of one workflow, with the same key; of that the hash. */
export type BatchRef = { userId: string; workflow: string; key: string };

/**
 * A batch that is open: the id of the notification that tells of it, until when it gathers, and how many are in it. `channels` are those on which that
 * notification is held; absent until something has joined.
 */
export type OpenBatch = { id: string; until: Date; count: number; channels?: readonly Channel[] };
