import { type Listed, listStore } from '../api/list-store.ts';

/** A notification that is scheduled or waits for a digest. */
export type WaitingNotification = Listed<'GET /local/waiting'>;

/** All of them, soonest first. */
export const waiting = listStore('GET /local/waiting', 2_500);
